import { afterAll, describe, expect, test } from "bun:test";
import {
	createMemoryStore,
	type Engine,
	readMetadata,
	type Store,
	WidthwiseError,
} from "widthwise";
import { createInProcessVipsEngine } from "widthwise/engine/vips";
import { PUBLISHING_VERSION, parseVerdict } from "widthwise/photo";
import { originalKey, trashKey, verdictKey } from "widthwise/url";
import { describeCauses, type PhotoReport } from "../../edge/validate/report.ts";
import { createValidate } from "../../edge/validate/validate.ts";
import { until } from "../patience.ts";
import { turnedOriginal, uprightOriginal } from "../photos/originals.ts";
import { contains } from "../pictures/read.ts";
import { idOf, uploads } from "./s3-events.ts";

const vips = createInProcessVipsEngine({ maxPixels: 10e6 });
afterAll(() => vips.close());

const [upright, turned] = [uprightOriginal(), turnedOriginal()];
const LOCATION = { bucket: "media", prefix: "" };

/** Sets up the function with stores in memory. */
function setUp(options: { engine?: Engine; media?: Store; maxFileBytes?: number } = {}) {
	const media = options.media ?? createMemoryStore();
	const publicStore = createMemoryStore();
	const reports: PhotoReport[] = [];
	const validate = createValidate({
		location: LOCATION,
		media,
		publicStore,
		engine: options.engine ?? vips,
		maxFileBytes: options.maxFileBytes ?? 1e6,
		maxPixels: 10e6,
		keepCopyright: false,
		report: (photo) => reports.push(photo),
	});
	return {
		media,
		reports,
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
	test("publishes an upload without metadata, and writes a verdict for the worker", async () => {
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
			metadata: await readMetadata(turned),
			published: {
				width: 1500,
				height: 300,
				bytes: bytes.length,
				contentType: "image/jpeg",
				placeholder: expect.stringMatching(/^data:image\/webp;base64,/),
				version: PUBLISHING_VERSION,
			},
		});
	});

	test("handles several records, repeated records and repeated events", async () => {
		const { upload, validate, verdict, published } = setUp();
		const ids = [await upload(turned), await upload(upright)];
		await validate(uploads(...ids, ...ids));
		const before = await published();
		expect(before).toHaveLength(7);
		await validate(uploads(...ids.toReversed()));
		expect(await published()).toEqual(before);
		for (const id of ids) expect(await verdict(id)).toMatchObject({ ok: true });
	});

	test.each([
		["a program", new TextEncoder().encode("MZ this is a program"), "not-an-image"],
		["an empty file", new Uint8Array(), "empty-file"],
		["half a photo", upright.slice(0, upright.length / 2), "truncated-file"],
		["an SVG with a script", new TextEncoder().encode("<svg onload='x'/>"), "unsupported-format"],
	])("does not publish %s, and writes the reason for the worker", async (_, original, code) => {
		const { upload, validate, verdict, published } = setUp();
		const id = await upload(original);
		await validate(uploads(id));
		expect(await verdict(id)).toMatchObject({ ok: false, code, message: expect.any(String) });
		expect(await published()).toEqual([]);
	});

	test("refuses a file that is too large, without reading it", async () => {
		const { upload, validate, verdict } = setUp({ maxFileBytes: upright.length - 1 });
		const id = await upload(upright);
		await validate(uploads(id));
		expect(await verdict(id)).toMatchObject({ ok: false, code: "file-too-large" });
	});

	test("does not publish a file under another photo's id", async () => {
		const { upload, validate, verdict, published } = setUp();
		const id = await upload(upright, idOf(turned));
		await validate(uploads(id));
		expect(await verdict(id)).toMatchObject({ ok: false, code: "bad-request" });
		expect(await published()).toEqual([]);
	});

	test("writes a verdict for a photo that times out, and retries after an engine's failure", async () => {
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

	test("handles the other photos if the store fails for one, and reports which and why", async () => {
		const store = createMemoryStore();
		const unreachable = originalKey(idOf(turned));
		const cause = new AggregateError([new Error("connect ECONNREFUSED")], "");
		const get: Store["get"] = (key) =>
			key === unreachable
				? Promise.reject(new WidthwiseError("unavailable", "Unreachable", { cause }))
				: store.get(key);
		const { upload, validate, verdict, reports } = setUp({ media: { ...store, get } });
		const ids = [await upload(turned), await upload(upright), await upload(new Uint8Array())];
		const missing = "f".repeat(32);
		const causes =
			"WidthwiseError (unavailable): Unreachable; caused by AggregateError:  [Error: connect ECONNREFUSED]";
		await expect(validate(uploads(...ids, missing))).rejects.toThrow(
			`Some photos have no verdict: ${ids[0]}: ${causes}`,
		);
		const milliseconds = expect.any(Number);
		expect(reports).toEqual([
			{ photoId: ids[0] ?? "", outcome: "failed", cause: causes, milliseconds },
			{ photoId: ids[1] ?? "", outcome: "published", milliseconds },
			{
				photoId: ids[2] ?? "",
				outcome: "refused",
				cause: expect.stringMatching(/^empty-file: /),
				milliseconds,
			},
			{ photoId: missing, outcome: "deleted", milliseconds },
		]);
		expect([await verdict(ids[0] ?? ""), await verdict(ids[1] ?? "")]).toEqual([
			null,
			expect.objectContaining({ ok: true }),
		]);
	});

	test("does not run a third time on a photo that killed it twice, and says so", async () => {
		let begun = 0;
		const killing: Engine = {
			...vips,
			// As after a kill, the run never ends.
			render: () => {
				begun++;
				return Promise.withResolvers<never>().promise;
			},
		};
		const { upload, validate, verdict, published, reports } = setUp({ engine: killing });
		const id = await upload(upright);
		for (const runs of [1, 2]) {
			void validate(uploads(id));
			await until("the run has begun", () => begun === runs);
			expect(await verdict(id)).toEqual({ ok: null, runs });
		}
		await validate(uploads(id));
		expect(begun).toBe(2);
		expect(await verdict(id)).toMatchObject({ ok: false, code: "too-much-memory" });
		expect(reports).toMatchObject([{ outcome: "refused" }]);
		expect(await published()).toEqual([]);
	});

	test("publishes nothing of a photo in the trash, also if it is moved there meanwhile", async () => {
		const engine: Engine = {
			...vips,
			async render(source, outputs) {
				await media.put(trashKey(id), upright, { contentType: "application/json" });
				return vips.render(source, outputs);
			},
		};
		const { media, upload, validate, verdict, published, reports } = setUp({ engine });
		const id = await upload(upright);
		for (const _when of ["meanwhile", "before"]) await validate(uploads(id));
		expect(reports.map(({ outcome }) => outcome)).toEqual(["deleted", "deleted"]);
		expect([await published(), await verdict(id)]).toEqual([[], null]);
		expect(await media.head(originalKey(id))).not.toBeNull();
	});

	test("leaves nothing for an original that is deleted before or during its work", async () => {
		const { media, upload, validate, verdict, published } = setUp();
		const missing = idOf(turned);
		await validate(uploads(missing));
		expect(await verdict(missing)).toBeNull();
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

test("causes that refer to each other are described once more than needed, not for ever", () => {
	const error = new Error("a", { cause: 7 });
	expect(describeCauses(error)).toBe("Error: a; caused by 7");
	error.cause = error;
	expect(describeCauses(error).length).toBeLessThan(300);
});
