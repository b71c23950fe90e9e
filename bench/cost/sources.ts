import { type Engine, type ImageFormat, probeImage } from "widthwise";
import { cutSize, masterSize, type Probe, type Size, uprightSize } from "widthwise/photo";

/** A file to render from, with what its header says. */
export type Source = {
	readonly name: string;
	readonly bytes: Uint8Array;
	readonly probe: Probe;
	/** Pixels, upright. */
	readonly size: Size;
};

/** The width from which small variants are cut. */
const MEZZANINE_WIDTH = 1280;

/**
 * Makes the files to measure with: the photo itself, its master in each format, and a mezzanine.
 *
 * @example
 * const sources = await makeSources(photo, engine);
 */
export async function makeSources(photo: Uint8Array, engine: Engine): Promise<readonly Source[]> {
	const original = await sourceOf("the photo", photo);
	const master = masterSize(original.size);
	const encode = async (size: Size, format: ImageFormat, fullChroma: boolean) => {
		const [image] = await engine.render(photo, [{ ...size, format, quality: 86, fullChroma }]);
		if (!image) throw new Error("The engine returned no picture");
		return image.bytes;
	};
	const baseline = await encode(master, "jpeg", true);
	const mezzanine = cutSize(master, MEZZANINE_WIDTH);
	return [
		original,
		await sourceOf("a master", baseline),
		await sourceOf("a progressive JPEG", await encode(cutSize(master, 1600), "jpeg", false)),
		await sourceOf("a WebP master", await encode(master, "webp", false)),
		await sourceOf("an AVIF of that size", await encode(master, "avif", false)),
		await sourceOf("a PNG of that size", await new Bun.Image(baseline).png().bytes()),
		await sourceOf("a mezzanine", await encode(mezzanine, "jpeg", true)),
	];
}

async function sourceOf(name: string, bytes: Uint8Array): Promise<Source> {
	const probe = await probeImage(bytes);
	return { name, bytes, probe, size: uprightSize(probe) };
}
