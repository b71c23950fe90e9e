import { expect, test } from "bun:test";
import { createMemoryStore, type Engine, publish } from "widthwise";
import { createBunEngine } from "widthwise/engine/bun";
import { createVariants, outputFormat } from "widthwise/internal";
import { cutSize, readMasterInfo } from "widthwise/photo";
import { masterKey, variantKey } from "widthwise/url";
import { corpusBytes } from "../../corpus.ts";
import { ID } from "../../photos/publishing.ts";
import { shrunk } from "../../pictures/painter.ts";
import type { Pixels } from "../../pictures/pixels.ts";
import { readPixels } from "../../pictures/read.ts";
import { requires } from "../../requirements.ts";
import { vips } from "../engine.ts";

const own = createBunEngine();

const VARIANT = { photoId: ID, cut: { bucket: 416, format: "webp" } } as const;

/** With a part of its pixels, each still is wider than the mezzanine of 640 px, which the variant is cut from. */
const PHOTOS = [
	["kleiber-20.4mp.jpg", 4],
	["leica-t-orient8-gps-16mp.jpg", 4],
	["canon-t6-adobergb-xmp.jpg", 2],
] as const;

/** The mean difference of two pictures of the same size over all channels, 0 to 255. */
function meanError(a: Pixels, b: Pixels): number {
	expect({ ...a, data: a.data.length }).toEqual({ ...b, data: b.data.length });
	const sum = a.data.reduce((errors, value, i) => errors + Math.abs(value - (b.data[i] ?? 0)), 0);
	return sum / a.data.length;
}

requires("corpus").describe("a 416 px variant cut from a mezzanine", () => {
	test.each(PHOTOS)("looks like %s resized directly", async (name, shrink) => {
		const original = shrunk(await corpusBytes("photos", name), shrink);
		const store = createMemoryStore();
		await publish(ID, original, { store, engine: vips, maxPixels: 1e9, credit: null });
		const master = await store.head(masterKey(ID));
		if (!master) throw new Error("not published");

		const size = cutSize(readMasterInfo(master), 416);
		const qualities = [100, outputFormat("webp").quality];
		const direct = await vips.render(
			original,
			qualities.map((quality) => ({ ...size, format: "webp", quality })),
		);
		const viaMezzanine = async (engine: Engine) => {
			await store.delete(variantKey(VARIANT));
			const engines = { own: engine, any: vips };
			const image = await createVariants({ store, engines, concurrency: 1 }).ensure(VARIANT);
			return await readPixels(image?.bytes ?? new Uint8Array());
		};
		const [ideal, encoded] = await Promise.all(direct.map(({ bytes }) => readPixels(bytes)));
		if (!ideal || !encoded) throw new Error("not rendered");
		const encoderError = meanError(encoded, ideal);
		expect(encoderError).toBeLessThan(3);
		// The mezzanine adds little to the encoder's own error.
		expect(meanError(await viaMezzanine(vips), ideal)).toBeLessThan(encoderError + 0.2);
		// `Bun.Image` decodes a JPEG at n/8 of its size, in whole rows, which stretches it by under one pixel.
		expect(meanError(await viaMezzanine(own), ideal)).toBeLessThan(encoderError + 2.5);
	});
});
