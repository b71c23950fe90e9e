import { parentPort } from "node:worker_threads";
import { createLoadOnce } from "../../async/load-once.ts";
import type { RawImage } from "../engine.ts";
import { onWhite } from "../on-white.ts";
import { cannotEncode } from "../outputs.ts";

/** Formats that Squoosh encodes here. Its AVIF encoder is years behind the one in wasm-vips. */
export type SquooshFormat = "jpeg" | "webp" | "png";

/** Encodes pixels, synchronously once the codec is loaded; so in a thread. */
export type SquooshEncode = (
	image: RawImage,
	format: SquooshFormat,
	quality: number,
	fullChroma: boolean,
) => Promise<Uint8Array>;

/** One codec of @squoosh/lib; it returns nothing when it fails. */
type Codec = {
	encode(
		rgba: Uint8ClampedArray,
		width: number,
		height: number,
		options: object,
	): Uint8Array | null | undefined;
};

/** OxiPNG's effort, 0 to 6. */
const PNG_LEVEL = 2;

/**
 * Loads @squoosh/lib into this thread, for good: its codecs take any runtime with `fetch` for a
 * browser and then fetch file paths, so the thread loses `fetch`; and it listens on the thread's port
 * for its own pool's messages, so its listener is removed. Call it before `serveJobs`.
 *
 * @throws {WidthwiseError} From what it returns: `engine-failed`.
 * @example
 * const encode = await loadSquoosh();
 * await encode(image, "jpeg", 80, false);
 */
export async function loadSquoosh(): Promise<SquooshEncode> {
	Reflect.set(globalThis, "fetch", undefined);
	const { encoders } = await import("@squoosh/lib");
	parentPort?.removeAllListeners("message");

	const codecs: Record<SquooshFormat, () => Promise<Codec>> = {
		jpeg: createLoadOnce(() => encoders.mozjpeg.enc()).get,
		webp: createLoadOnce(() => encoders.webp.enc()).get,
		png: createLoadOnce(() => encoders.oxipng.enc()).get,
	};
	const options = {
		jpeg: (quality: number, fullChroma: boolean) => ({
			...encoders.mozjpeg.defaultEncoderOptions,
			quality,
			auto_subsample: false,
			chroma_subsample: fullChroma ? 1 : 2,
		}),
		webp: (quality: number) => ({ ...encoders.webp.defaultEncoderOptions, quality }),
		png: () => ({ level: PNG_LEVEL }),
	};

	return async ({ width, height, rgba }, format, quality, fullChroma) => {
		const codec = await codecs[format]();
		const pixels = format === "jpeg" ? withoutAlpha(rgba) : Uint8ClampedArray.from(rgba);
		const bytes = codec.encode(pixels, width, height, options[format](quality, fullChroma));
		if (!bytes) throw cannotEncode();
		return bytes.slice();
	};
}

/** MozJPEG is given four bytes a pixel too, and ignores the fourth. */
function withoutAlpha(rgba: Uint8Array): Uint8ClampedArray {
	const rgb = onWhite(rgba);
	const opaque = new Uint8ClampedArray(rgba.length).fill(255);
	for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
		opaque.set(rgb.subarray(from, from + 3), to);
	}
	return opaque;
}
