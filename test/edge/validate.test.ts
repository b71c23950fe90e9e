import { afterAll, describe, expect, test } from "bun:test";
import fc from "fast-check";
import { createMemoryStore, type Engine, type Store, WidthwiseError } from "widthwise";
import { createInProcessVipsEngine } from "widthwise/engine/vips";
import { parseVerdict } from "widthwise/photo";
import { originalKey, verdictKey } from "widthwise/url";
import { uploadedPhotos } from "../../edge/validate/event.ts";
import { createValidate } from "../../edge/validate/validate.ts";
import { turnedOriginal, uprightOriginal } from "../photos/originals.ts";
import { contains } from "../pictures/read.ts";
import { idOf, record, uploads } from "./s3-events.ts";

const vips = createInProcessVipsEngine({ maxPixels: 10e6 });
afterAll(() => vips.close());

const [upright, turned] = [uprightOriginal(), turnedOriginal()];
const PLACE = { bucket: "media", prefix: "" };

/** The function over stores in memory. */
function setUp(options: { engine?: Engine; media?: Store; maxFileBytes?: number } = {}) {
	const media = options.media ?? createMemoryStore();
	const publicStore = createMemoryStore();
	const validate = createValidate({
		place: PLACE,
		media,
		publicStore,
		engine: options.engine ?? vips,
		maxFileBytes: options.maxFileBytes ?? 1e6,
		maxPixels: 10e6,
		keepCopyright: false,
	});
	return {
		media,
		publicStore,
		validate,
		upload: async (original: Uint8Array, id = idOf(original)): Promise<string> => {
			await media.put(originalKey(id), original, { contentType: "application/octet-stream" });
			return id;
		},
		verdict: async (id: string) => {
			const object = await media.get(verdictKey(id));
			return object && parseVerdict(await object.bytes());
		},
		published: async () => (await Array.fromAsync(publicStore.list(""))).sort(),
	};
}

describe("the validate Lambda", () => {
	test("publishes what was uploaded, clean, and says so to the worker", async () => {
		const { upload, validate, verdict, published, publicStore } = setUp();
		const id = await upload(turned);
		await validate(uploads(id));
		const [master] = await published();
		expect(await published()).toEqual([
			`photos/${id}/master`,
			`photos/${id}/mezzanine-1280`,
			`photos/${id}/mezzanine-640`,
		]);
		const bytes = (await (await publicStore.get(master ?? ""))?.bytes()) ?? new Uint8Array();
		expect([contains(turned, "Secret Camera"), contains(bytes, "Secret Camera")]).toEqual([
			true,
			false,
		]);
		expect(await verdict(id)).toEqual({
			ok: true,
			published: {
				width: 1500,
				height: 1000,
				bytes: bytes.length,
				contentType: "image/jpeg",
				placeholder: expect.stringMatching(/^data:image\/webp;base64,/),
			},
		});
	});

	test("several records, the same one twice, and all again", async () => {
		const { upload, validate, verdict, published } = setUp();
		const ids = [await upload(turned), await upload(upright)];
		await validate(uploads(...ids, ...ids));
		const before = await published();
		expect(before).toHaveLength(6);
		await validate(uploads(...ids.toReversed()));
		expect(await published()).toEqual(before);
		for (const id of ids) expect(await verdict(id)).toMatchObject({ ok: true });
	});

	test.each([
		["no image", new TextEncoder().encode("MZ this is a program"), "not-an-image"],
		["an empty file", new Uint8Array(), "empty-file"],
		["half a photo", upright.slice(0, upright.length / 2), "truncated-file"],
		[
			"a page that claims to be one",
			new TextEncoder().encode("<svg onload='x'/>"),
			"unsupported-format",
		],
	])("%s is not published, and the reason is left for the worker", async (_, original, code) => {
		const { upload, validate, verdict, published } = setUp();
		const id = await upload(original);
		await validate(uploads(id));
		expect(await verdict(id)).toMatchObject({ ok: false, code, message: expect.any(String) });
		expect(await published()).toEqual([]);
	});

	test("a file too large to be read is refused unread", async () => {
		const { upload, validate, verdict } = setUp({ maxFileBytes: upright.length - 1 });
		const id = await upload(upright);
		await validate(uploads(id));
		expect(await verdict(id)).toMatchObject({ ok: false, code: "file-too-large" });
	});

	test("a file under another's id is not published at its address", async () => {
		const { upload, validate, verdict, published } = setUp();
		const id = await upload(upright, idOf(turned));
		await validate(uploads(id));
		expect(await verdict(id)).toMatchObject({ ok: false, code: "bad-request" });
		expect(await published()).toEqual([]);
	});

	test("a photo that takes for ever is a verdict; an engine that broke is another try", async () => {
		const failing = (code: "engine-timeout" | "engine-failed"): Engine => ({
			...vips,
			render: () => Promise.reject(new WidthwiseError(code, "No")),
		});
		const slow = setUp({ engine: failing("engine-timeout") });
		const id = await slow.upload(upright);
		await slow.validate(uploads(id));
		expect(await slow.verdict(id)).toMatchObject({ ok: false, code: "engine-timeout" });
		const broken = setUp({ engine: failing("engine-failed") });
		await broken.upload(upright);
		await expect(broken.validate(uploads(id))).rejects.toThrow();
		expect(await broken.verdict(id)).toBeNull();
	});

	test("a store that fails for one photo keeps no other from its verdict, and the event comes again", async () => {
		const store = createMemoryStore();
		const away = originalKey(idOf(turned));
		const get: Store["get"] = (key) =>
			key === away ? Promise.reject(new WidthwiseError("unavailable", "Away")) : store.get(key);
		const { upload, validate, verdict } = setUp({ media: { ...store, get } });
		const ids = [await upload(turned), await upload(upright)];
		await expect(validate(uploads(...ids))).rejects.toThrow("Not all photos");
		expect([await verdict(ids[0] ?? ""), await verdict(ids[1] ?? "")]).toEqual([
			null,
			expect.objectContaining({ ok: true }),
		]);
	});

	test("an original that is gone already, or goes meanwhile, leaves nothing", async () => {
		const { media, upload, validate, verdict, published } = setUp();
		const gone = idOf(turned);
		await validate(uploads(gone));
		expect(await verdict(gone)).toBeNull();
		const deleting = setUp({
			media,
			engine: {
				...vips,
				async render(source, outputs) {
					await media.delete(originalKey(id));
					return vips.render(source, outputs);
				},
			},
		});
		const id = await upload(upright);
		await deleting.validate(uploads(id));
		expect([await verdict(id), await deleting.published(), await published()]).toEqual([
			null,
			[],
			[],
		]);
	});
});

describe("S3 events", () => {
	const id = "0123456789abcdef0123456789abcdef";
	const place = { bucket: "media", prefix: "site/one" };

	test.each([
		["plain", record(`site/one/originals/${id}`)],
		["encoded", record(`site%2Fone%2Foriginals%2F${id}`)],
		["named in full", record(`site/one/originals/${id}`, "media", "s3:ObjectCreated:Post")],
		[
			"a multipart upload",
			record(`site/one/originals/${id}`, "media", "ObjectCreated:CompleteMultipartUpload"),
		],
	])("name the photo: %s", (_, one) => {
		expect(uploadedPhotos({ Records: [one, one] }, place)).toEqual([id]);
	});

	test.each([
		["another bucket", record(`site/one/originals/${id}`, "theirs")],
		["a deletion", record(`site/one/originals/${id}`, "media", "ObjectRemoved:Delete")],
		["no prefix", record(`originals/${id}`)],
		["another prefix", record(`site/onetwo/originals/${id}`)],
		["a verdict", record(`site/one/verdicts/${id}.json`)],
		["a way out", record(`site/one/originals/../originals/${id}`)],
		["something below", record(`site/one/originals/${id}/x`)],
		["capitals", record(`site/one/originals/${id.toUpperCase()}`)],
		["a short one", record(`site/one/originals/${id.slice(1)}`)],
		["a line break", record(`site/one/originals/${id}%0A`)],
		["a space", record(`site/one/originals/+${id}`)],
		["a broken code", record(`site/one/originals/%E0%A4%A${id}`)],
		["no key", record(undefined as unknown as string)],
		["a number", 7],
		["nothing", null],
		["a record of getters", Object.create({ eventName: "ObjectCreated:Put" })],
	])("are passed over: %s", (_, one) => {
		expect(uploadedPhotos({ Records: [one] }, place)).toEqual([]);
	});

	test("what is no event names no photo", () => {
		const test = { Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "media" };
		const none = [undefined, null, "", [], {}, { Records: null }, { Records: "originals" }, test];
		for (const event of none) expect(uploadedPhotos(event, place)).toEqual([]);
	});

	test("whatever they hold, nothing is thrown", () => {
		fc.assert(
			fc.property(fc.anything(), fc.string(), (anything, key) => {
				const event = {
					Records: [anything, record(key), { s3: anything }, { eventName: anything }],
				};
				expect(uploadedPhotos(event, place)).toEqual([]);
				expect(uploadedPhotos(anything, place)).toEqual([]);
			}),
		);
	});
});
