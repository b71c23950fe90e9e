import { beforeEach, expect, test } from "bun:test";
import { WidthwiseError } from "widthwise";
import { PUBLISHING_VERSION } from "widthwise/photo";
import { createIngest } from "../../../worker/publishing/ingest.ts";
import {
	FAILED_REPEATEDLY,
	failureReason,
	PermanentError,
} from "../../../worker/queue/permanent-error.ts";
import { until } from "../../patience.ts";
import { type PhotoParts, photoPartsOfFile } from "../photo-parts.ts";
import { publishedPhoto } from "../photos.ts";

const freshParts = photoPartsOfFile();
let parts: PhotoParts;
beforeEach(async () => {
	parts = await freshParts();
});

test("a photo that crashes every process that begins it fails, with a message for the owner", async () => {
	const id = await parts.receive(1);
	let begun = 0;
	const ingest = createIngest({
		...parts,
		async publisher() {
			begun++;
			// As after kill -9, the attempt never ends.
			return Promise.withResolvers<never>().promise;
		},
	});
	let reason: unknown = null;
	for (let start = 0; start < 40 && reason === null; start++) {
		const before = begun;
		void ingest(id).catch((error) => {
			reason = error;
		});
		await until("the photo is begun again, or fails", () => begun > before || reason !== null);
	}
	// More often than machines restart during one upload, but not for ever.
	expect(begun).toBeWithin(10, 31);
	expect(reason).toBeInstanceOf(PermanentError);
	expect(failureReason(reason)).toEqual({ code: "internal", message: FAILED_REPEATEDLY });
});

test("the message for the owner includes the last error only if that is meant for people", () => {
	const outage = failureReason(new WidthwiseError("unavailable", "The store does not answer"));
	expect(outage.code).toBe("unavailable");
	expect(outage.message).toContain("The store does not answer");
	const bug = failureReason(new TypeError("undefined is not a function"));
	expect(bug.code).toBe("internal");
	expect(bug.message).not.toContain("undefined");
});

test("a photo that took too long is tried once more before it fails", async () => {
	const id = await parts.receive(1);
	let attempts = 0;
	const ingest = createIngest({
		...parts,
		async publisher() {
			attempts++;
			throw new WidthwiseError("engine-timeout", "The photo took too long");
		},
	});
	const failure = () => ingest(id).then(null, (error: unknown) => error);
	expect(await failure()).not.toBeInstanceOf(PermanentError);
	expect(await failure()).toBeInstanceOf(PermanentError);
	expect(attempts).toBe(2);
	// Of an attempt by the owner's wish, too.
	await parts.catalogue.markFailed(id, "engine-timeout", "The photo took too long");
	await parts.catalogue.publishAgain(id);
	expect(await failure()).not.toBeInstanceOf(PermanentError);
});

test("nothing is to be renewed of a photo that is public for the first time", async () => {
	const id = await parts.receive(1);
	const published: boolean[] = [];
	const ingest = createIngest({
		...parts,
		publisher: async () => publishedPhoto,
		onPublished: (_id, isNew) => published.push(isNew),
	});
	await ingest(id);
	await parts.catalogue.publishAgain(id);
	await ingest(id);
	expect(published).toEqual([true, false]);
});

test("something is to be renewed of a photo that a function of an older version published", async () => {
	const id = await parts.receive(1);
	const published: boolean[] = [];
	const ingest = createIngest({
		...parts,
		publisher: async () => ({ ...publishedPhoto, version: PUBLISHING_VERSION - 1 }),
		onPublished: (_id, isNew) => published.push(isNew),
	});
	await ingest(id);
	expect(published).toEqual([false]);
});
