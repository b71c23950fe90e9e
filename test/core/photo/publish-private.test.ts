import { describe, expect, test } from "bun:test";
import { createMemoryStore, type ImageFormat, publish, verify } from "widthwise";
import { createBunEngine } from "widthwise/engine/bun";
import { createVariants } from "widthwise/internal";
import { type Credit, readMasterInfo } from "widthwise/photo";
import { masterKey } from "widthwise/url";
import { contains } from "../../containers/bytes.ts";
import {
	loadedJpeg,
	loadedJxl,
	loadedPng,
	loadedWebp,
	PRIVATE_MARKS,
} from "../../photos/loaded.ts";
import { ID } from "../../photos/publishing.ts";
import { contentsOf } from "../../stores/contents.ts";
import { vips } from "../engine.ts";

const own = createBunEngine();

const CREDIT: Credit = { artist: "Zoë Kept", copyright: "© Zoë Kept" };
const FORMATS: readonly ImageFormat[] = ["webp", "jpeg", "avif"];

const marksIn = (bytes: Uint8Array) => PRIVATE_MARKS.filter((mark) => contains(bytes, mark));

/** Publishes a photo, cuts variants from master and mezzanine, and reads everything public. */
async function everythingPublic(original: Uint8Array, credit: Credit | null) {
	const store = createMemoryStore();
	const published = await publish(ID, original, { store, engine: vips, maxPixels: 1e9, credit });
	const variants = createVariants({ store, engines: { own, any: vips }, concurrency: 2 });
	for (const bucket of [32, 2560]) {
		for (const format of FORMATS) await variants.ensure({ photoId: ID, cut: { bucket, format } });
	}
	return { contents: await contentsOf(store), published };
}

describe.each([
	["JPEG", loadedJpeg, 10],
	["JPEG whose variants are cut from the master", (tag: number) => loadedJpeg(tag, 700, 100), 10],
	["PNG", loadedPng, 8],
	["WebP", loadedWebp, 8],
	["JPEG XL", loadedJxl, 8],
] as const)("nothing private of a %s is public", (kind, loaded, marks) => {
	test.each([
		[1, null],
		[6, null],
		[1, CREDIT],
		[6, CREDIT],
	])("with orientation %i and credit %j", async (orientation, credit) => {
		const original = loaded(orientation);
		expect(marksIn(original).length).toBeGreaterThanOrEqual(marks);

		const { contents, published } = await everythingPublic(original, credit);
		expect(contents.size).toBe(2 + 6);
		for (const [key, { content, contentType, metadata }] of contents) {
			const isMaster = key === masterKey(ID);
			const kept = { orientation: "drop", credit: isMaster ? credit : null } as const;
			expect({ key, left: await verify(content, kept) }).toEqual({ key, left: [] });
			expect({ key, marks: marksIn(content) }).toEqual({ key, marks: [] });
			const info = JSON.stringify([key, contentType, metadata]);
			expect(marksIn(new TextEncoder().encode(info))).toEqual([]);
			const hasCredit = contains(content, new TextEncoder().encode("© Zoë Kept"));
			expect({ key, hasCredit }).toEqual({ key, hasCredit: isMaster && credit !== null });
		}
		const placeholder = published.placeholder.split(",")[1] ?? "";
		expect(marksIn(Uint8Array.fromBase64(placeholder))).toEqual([]);

		const master = contents.get(masterKey(ID));
		expect(master && readMasterInfo(master).encodedByUs).toBe(
			orientation === 6 || kind === "WebP" || kind === "JPEG XL",
		);
	});
});
