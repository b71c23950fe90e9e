import { beforeEach, describe, expect, test } from "bun:test";
import { createMemoryStore, type ImageFormat, type Store } from "widthwise";
import { createBunEngine } from "widthwise/engine/bun";
import { createVariants, type Variants } from "widthwise/internal";
import { masterKey, mezzanineKey, variantKey } from "widthwise/url";
import { clearOriginal, turnedOriginal, uprightOriginal } from "../../photos/originals.ts";
import { ID } from "../../photos/publishing.ts";
import { type WatchedEngine, watched } from "../../photos/watched-engine.ts";
import { encodedQuadrants } from "../../pictures/painter.ts";
import { BLUE, GREEN, RED, YELLOW } from "../../pictures/pixels.ts";
import { distance, quarterColours, readPixels } from "../../pictures/read.ts";
import { objectBytes } from "../../stores/contents.ts";
import { recorded } from "../../stores/recorded.ts";
import { vips } from "../engine.ts";
import { putPublished } from "../published.ts";

const FORMATS: readonly ImageFormat[] = ["webp", "jpeg", "avif"];

let store: Store;
let calls: string[];
let variants: Variants;
let own: WatchedEngine;
let any: WatchedEngine;

beforeEach(() => {
	({ store, calls } = recorded(createMemoryStore()));
	own = watched(createBunEngine());
	any = watched(vips);
	const engines = { own: own.engine, any: any.engine };
	variants = createVariants({ store, engines, concurrency: 2 });
});

async function publishPhoto(original: Uint8Array): Promise<void> {
	await putPublished(store, original);
	calls.length = 0;
}

async function cut(bucket: number, format: ImageFormat) {
	const image = await variants.ensure({ photoId: ID, cut: { bucket, format } });
	if (!image) throw new Error("no such photo");
	return image;
}

describe("a variant", () => {
	test.each(FORMATS)(
		"in %s is as wide as its bucket, never wider than its master",
		async (format) => {
			await publishPhoto(uprightOriginal());
			for (const bucket of [33, 832, 2560]) {
				const { bytes, contentType, isNew } = await cut(bucket, format);
				expect({ contentType, isNew }).toEqual({ contentType: `image/${format}`, isNew: true });
				const width = Math.min(bucket, 1500);
				const pixels = await readPixels(bytes);
				expect(pixels).toMatchObject({ width, height: Math.round(width / 5) });
				const colours = quarterColours(pixels);
				const far = [RED, GREEN, BLUE, YELLOW].map((colour, i) =>
					distance(colours[i] ?? [], colour),
				);
				expect(Math.max(...far)).toBeLessThan(40);
			}
		},
	);

	test("is cut from the master if the mezzanine is missing", async () => {
		await publishPhoto(uprightOriginal());
		for (const width of [1280, 640]) await store.delete(mezzanineKey(ID, width));
		const pixels = await readPixels((await cut(480, "webp")).bytes);
		expect(pixels).toMatchObject({ width: 480, height: 96 });
		expect([own.ended(), any.ended()]).toEqual([0, 1]);
		await store.delete(masterKey(ID));
		expect(await variants.ensure({ photoId: ID, cut: { bucket: 288, format: "webp" } })).toBeNull();
	});

	test("of a small photo always has the photo's own size", async () => {
		await publishPhoto(encodedQuadrants("jpeg", 200, 90));
		for (const bucket of [200, 256, 2560]) {
			expect(await readPixels((await cut(bucket, "webp")).bytes)).toMatchObject({
				width: 200,
				height: 90,
			});
		}
	});

	test.each([
		[256, "small: from a mezzanine"],
		[800, "large: from the master"],
	])(
		"%i px wide of a transparent photo (%s) is clear in WebP and white in JPEG",
		async (bucket) => {
			await publishPhoto(clearOriginal());
			const webp = quarterColours(await readPixels((await cut(bucket, "webp")).bytes));
			expect([webp[0]?.[3], webp[1]?.[3]]).toEqual([0, 255]);
			const jpeg = quarterColours(await readPixels((await cut(bucket, "jpeg")).bytes));
			// The JPEG comes from the engine with its own threads.
			expect([own.ended(), any.ended()]).toEqual([bucket === 256 ? 1 : 0, bucket === 256 ? 1 : 2]);
			expect(distance(jpeg[0] ?? [], [255, 255, 255])).toBeLessThan(4);
			expect(distance(jpeg[1] ?? [], BLUE)).toBeLessThan(16);
		},
	);

	test("without a cut is the master as it is stored", async () => {
		await publishPhoto(uprightOriginal());
		const master = await variants.ensure({ photoId: ID, cut: null });
		expect(master).toMatchObject({
			bytes: await objectBytes(store, masterKey(ID)),
			contentType: "image/jpeg",
			isNew: false,
		});
		expect(own.sources.length + any.sources.length).toBe(0);
	});

	test("of a photo that does not exist is null", async () => {
		for (const cut of [null, { bucket: 416, format: "webp" } as const]) {
			expect(await variants.ensure({ photoId: ID, cut })).toBeNull();
		}
		expect(calls.filter((call) => call.startsWith("put"))).toEqual([]);
		expect(own.sources.length + any.sources.length).toBe(0);
	});
});

describe("the source of a cut", () => {
	test.each([
		[128, mezzanineKey(ID, 640)],
		[640, mezzanineKey(ID, 640)],
		[641, mezzanineKey(ID, 1280)],
		[1280, mezzanineKey(ID, 1280)],
		[1281, mezzanineKey(ID, 1500)],
		[2560, mezzanineKey(ID, 1500)],
	])("of %i px is the smallest sufficient one: %s", async (bucket, source) => {
		await publishPhoto(uprightOriginal());
		await cut(bucket, "webp");
		expect([own.ended(), any.ended()]).toEqual([1, 0]);
		const key = variantKey({ photoId: ID, cut: { bucket, format: "webp" } });
		expect(calls).toEqual([`get ${key}`, `get ${source}`, `put ${key}`]);
	});

	test("is decoded only by the sandboxed engine if it is untrusted", async () => {
		const upright = encodedQuadrants("jpeg", 900, 60);
		for (const original of [upright, clearOriginal(), encodedQuadrants("png", 700, 50)]) {
			await publishPhoto(original);
			const master = await objectBytes(store, masterKey(ID));
			for (const bucket of [128, 640, 641, 1280, 1281, 2560]) {
				for (const format of ["webp", "jpeg"] as const) {
					await cut(bucket, format);
					await store.delete(variantKey({ photoId: ID, cut: { bucket, format } }));
				}
			}
			expect(own.sources.some((source) => Bun.deepEquals(source, master))).toBe(false);
			expect(any.sources.some((source) => Bun.deepEquals(source, master))).toBe(true);
		}
		expect(own.sources.length).toBeGreaterThan(4);
	});

	test.each([
		["a mezzanine", 416, "webp", "own"],
		["a mezzanine", 416, "jpeg", "own"],
		["a mezzanine", 416, "avif", "any"],
		["our own master", 1500, "webp", "own"],
		["our own master", 1500, "jpeg", "own"],
		["our own master", 1500, "avif", "any"],
	] as const)("is %s for %i px %s, and the engine is `%s`", async (_, bucket, format, engine) => {
		await publishPhoto(turnedOriginal());
		await cut(bucket, format);
		expect({ own: own.ended(), any: any.ended() }).toEqual({ own: 0, any: 0, [engine]: 1 });
	});
});
