import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { uploadedPhotos } from "../../edge/validate/event.ts";
import { record } from "./s3-events.ts";

describe("reading an S3 event", () => {
	const id = "0123456789abcdef0123456789abcdef";
	const location = { bucket: "media", prefix: "site/one" };

	test.each([
		["a plain key", record(`site/one/originals/${id}`)],
		["an encoded key", record(`site%2Fone%2Foriginals%2F${id}`)],
		["a name with a prefix", record(`site/one/originals/${id}`, "media", "s3:ObjectCreated:Post")],
		[
			"a multipart upload",
			record(`site/one/originals/${id}`, "media", "ObjectCreated:CompleteMultipartUpload"),
		],
	])("finds the photo for %s", (_, one) => {
		expect(uploadedPhotos({ Records: [one, one] }, location)).toEqual([id]);
	});

	test.each([
		["another bucket", record(`site/one/originals/${id}`, "theirs")],
		["a deletion", record(`site/one/originals/${id}`, "media", "ObjectRemoved:Delete")],
		["no prefix", record(`originals/${id}`)],
		["another prefix", record(`site/onetwo/originals/${id}`)],
		["a verdict", record(`site/one/verdicts/${id}.json`)],
		["a path traversal", record(`site/one/originals/../originals/${id}`)],
		["a longer path", record(`site/one/originals/${id}/x`)],
		["an upper-case id", record(`site/one/originals/${id.toUpperCase()}`)],
		["a short id", record(`site/one/originals/${id.slice(1)}`)],
		["a line break", record(`site/one/originals/${id}%0A`)],
		["a space", record(`site/one/originals/+${id}`)],
		["invalid percent-encoding", record(`site/one/originals/%E0%A4%A${id}`)],
		["no key", record(undefined as unknown as string)],
		["a number", 7],
		["nothing", null],
		["inherited properties", Object.create({ eventName: "ObjectCreated:Put" })],
	])("ignores %s", (_, one) => {
		expect(uploadedPhotos({ Records: [one] }, location)).toEqual([]);
	});

	test("finds no photo in values that are not events", () => {
		const test = { Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "media" };
		const none = [undefined, null, "", [], {}, { Records: null }, { Records: "originals" }, test];
		for (const event of none) expect(uploadedPhotos(event, location)).toEqual([]);
	});

	test("never throws", () => {
		fc.assert(
			fc.property(fc.anything(), fc.string(), (anything, key) => {
				const event = {
					Records: [anything, record(key), { s3: anything }, { eventName: anything }],
				};
				expect(uploadedPhotos(event, location)).toEqual([]);
				expect(uploadedPhotos(anything, location)).toEqual([]);
			}),
		);
	});
});
