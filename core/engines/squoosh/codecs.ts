import { parentPort } from "node:worker_threads";
import type * as Squoosh from "@squoosh/lib";
import { createLoadOnce } from "../../async/load-once.ts";
import { WidthwiseError } from "../../errors.ts";
import type { RawImage } from "../engine.ts";
import { onWhite } from "../on-white.ts";
import { cannotEncode } from "../outputs.ts";

/** Formats that Squoosh encodes here. Its AVIF encoder is much older than the one in wasm-vips. */
export type SquooshFormat = "jpeg" | "webp" | "png";

/** Encodes pixels. It blocks its thread once the codec is loaded. */
export type SquooshEncode = (
	image: RawImage,
	format: SquooshFormat,
	quality: number,
	fullChroma: boolean,
) => Promise<Uint8Array>;

/** A codec of @squoosh/lib. `encode` returns nothing if it fails. */
type Codec = {
	encode(
		rgba: Uint8ClampedArray,
		width: number,
		height: number,
		options: object,
	): Uint8Array | null | undefined;
};

/** OxiPNG's compression effort, 0 to 6. */
const PNG_LEVEL = 2;

/**
 * Loads @squoosh/lib into this thread, which changes the thread's globals permanently. Call it before
 * the thread listens for jobs.
 *
 * @throws {WidthwiseError} `engine-unavailable` if the package is missing. The returned function
 *   throws `engine-failed`.
 * @example
 * const encode = await loadSquoosh();
 * await encode(image, "jpeg", 80, false);
 */
export async function loadSquoosh(): Promise<SquooshEncode> {
	const encoders = await importEncoders();
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

/**
 * The codecs assume that any runtime with `fetch` is a browser and fetch their files by path, so
 * `fetch` is removed from the thread. They assign to `navigator`, which has only a getter since
 * Node 21. They also listen on the thread's port for messages of their own pool.
 */
async function importEncoders(): Promise<typeof Squoosh.encoders> {
	Reflect.set(globalThis, "fetch", undefined);
	Reflect.defineProperty(globalThis, "navigator", { writable: true, configurable: true });
	try {
		const { encoders } = await import("@squoosh/lib");
		return encoders;
	} catch (cause) {
		throw squooshMissing(cause);
	} finally {
		parentPort?.removeAllListeners("message");
	}
}

/** MozJPEG also takes four bytes per pixel, but ignores the fourth. */
function withoutAlpha(rgba: Uint8Array): Uint8ClampedArray {
	const rgb = onWhite(rgba);
	const opaque = new Uint8ClampedArray(rgba.length).fill(255);
	for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
		opaque.set(rgb.subarray(from, from + 3), to);
	}
	return opaque;
}

function squooshMissing(cause: unknown): WidthwiseError {
	return new WidthwiseError(
		"engine-unavailable",
		"The squoosh encoder needs the package @squoosh/lib: npm install @squoosh/lib",
		{ cause },
	);
}
