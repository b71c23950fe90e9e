import { expect, test } from "bun:test";
import { createMemoryStore, createVariants, type Engine, publish } from "widthwise";
import { createBunEngine } from "widthwise/engine/bun";
import { outputFormat } from "widthwise/internal";
import { cutSize, readMasterInfo } from "widthwise/photo";
import { masterKey, variantKey } from "widthwise/url";
import { corpusBytes } from "../../corpus.ts";
import { ID } from "../../photos/publishing.ts";
import type { Pixels } from "../../pictures/pixels.ts";
import { readPixels } from "../../pictures/read.ts";
import { requires } from "../../requirements.ts";
import { vips } from "../engine.ts";

const own = createBunEngine();

const VARIANT = { photoId: ID, cut: { bucket: 416, format: "webp" } } as const;

const PHOTOS = ["kleiber-20.4mp.jpg", "leica-t-orient8-gps-16mp.jpg", "canon-t6-adobergb-xmp.jpg"];

/** How far two pictures of one size are apart: the mean over all channels, of 255. */
function meanError(a: Pixels, b: Pixels): number {
	expect({ ...a, data: a.data.length }).toEqual({ ...b, data: b.data.length });
	const sum = a.data.reduce((errors, value, i) => errors + Math.abs(value - (b.data[i] ?? 0)), 0);
	return sum / a.data.length;
}

requires("corpus").describe("a 416 px variant by way of master and mezzanine", () => {
	test.each(PHOTOS)("looks like %s shrunk at once", async (name) => {
		const original = await corpusBytes("photos", name);
		const store = createMemoryStore();
		await publish(ID, original, { store, engine: vips, maxPixels: 1e9, credit: null });
		const master = await store.head(masterKey(ID));
		if (!master) throw new Error("not published");

		const size = cutSize(readMasterInfo(master), 416);
		const direct = async (quality: number) => {
			const [image] = await vips.render(original, [{ ...size, format: "webp", quality }]);
			return await readPixels(image?.bytes ?? new Uint8Array());
		};
		const detour = async (engine: Engine) => {
			await store.delete(variantKey(VARIANT));
			const engines = { own: engine, any: vips };
			const image = await createVariants({ store, engines, concurrency: 1 }).ensure(VARIANT);
			return await readPixels(image?.bytes ?? new Uint8Array());
		};
		const ideal = await direct(100);
		const encoderAlone = meanError(await direct(outputFormat("webp").quality), ideal);
		expect(encoderAlone).toBeLessThan(3);
		// What the detour costs beside what the encoder loses anyway.
		expect(meanError(await detour(vips), ideal)).toBeLessThan(encoderAlone + 0.2);
		// `Bun.Image` decodes a JPEG at n/8 of its size in whole rows: a stretch by under one pixel.
		expect(meanError(await detour(own), ideal)).toBeLessThan(encoderAlone + 2.5);
	});
});
