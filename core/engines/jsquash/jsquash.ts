/**
 * An engine without threads, for Cloudflare Workers: jSquash's codecs in WebAssembly.
 *
 * @module
 */

import { checkWhole } from "../../arguments/check-number.ts";
import { abortable } from "../../async/abortable.ts";
import { createTurns } from "../../async/turns.ts";
import { WidthwiseError } from "../../errors.ts";
import { copyOf } from "../../formats/bytes/bytes.ts";
import { readColourCoding } from "../../formats/colour-coding.ts";
import type { Probe } from "../../formats/container/container.ts";
import { type ProfiledType, readProfile, replaceProfile } from "../../formats/profile.ts";
import { codingConversion } from "../colour/coding-conversion.ts";
import type { EncodedImage, Engine, Output } from "../engine.ts";
import { outputProfile } from "../icc-profile.ts";
import { checkOutputs, encodedImages, sourceType } from "../outputs.ts";
import { probeForOutputs } from "../probe-source.ts";
import { createJpegCodec } from "./jpeg.ts";
import { createJsquashModules, type LoadJsquashModule } from "./modules.ts";
import { type JsquashCodecs, renderPixels } from "./render.ts";
import { createWebpCodec } from "./webp.ts";

export { JSQUASH_FILES, type JsquashCodec, type LoadJsquashModule } from "./modules.ts";

/** How the `jsquash` engine works. */
export type JsquashEngineOptions = {
	/** Returns the compiled module of a codec. Called once for each codec that is needed. */
	readonly loadModule: LoadJsquashModule;
	/**
	 * Pixels of the largest source. Default 5 000 000: all mezzanines, and masters of 2560 by 1920. Pixels,
	 * files and WebAssembly memory of one cut are then less than 128 MB together.
	 */
	readonly maxPixels?: number;
};

const DECODES: readonly ProfiledType[] = ["jpeg", "png", "webp"];
const ENCODES = ["webp", "jpeg"] as const;

/**
 * An engine for places without threads, such as Cloudflare Workers: jSquash's codecs (MozJPEG,
 * libwebp and a PNG decoder in Rust) in WebAssembly. They are not compiled at run time: pass compiled
 * modules, which a Worker imports. Cuts variants from mezzanines; photos are rendered one after the other,
 * on the calling thread, without a time limit.
 *
 * Its decoder of WebP dates from 2020 and has known faults (CVE-2023-4863). So its memory is put back as it
 * was after each picture: a hostile file can spoil only itself.
 *
 * The codecs ignore colour profiles. A profile is copied to the outputs, whose numbers it describes,
 * whatever its size; sRGB and profiles that do not fit are dropped, and grey pictures are taken for
 * sRGB. CMYK and animated WebP are refused.
 *
 * @throws {WidthwiseError} `invalid-argument` for limits that are none; from `render`: see
 *   {@link Engine}
 *
 * @example
 * // In a Cloudflare Worker; wrangler makes modules of imported .wasm files.
 * import jpegDecoder from "@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm";
 * import jpegEncoder from "@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm";
 * import pngDecoder from "@jsquash/png/codec/pkg/squoosh_png_bg.wasm";
 * import webpDecoder from "@jsquash/webp/codec/dec/webp_dec.wasm";
 * import webpEncoder from "@jsquash/webp/codec/enc/webp_enc_simd.wasm";
 *
 * const modules = {
 *   "jpeg-decoder": jpegDecoder,
 *   "jpeg-encoder": jpegEncoder,
 *   "png-decoder": pngDecoder,
 *   "webp-decoder": webpDecoder,
 *   "webp-encoder": webpEncoder,
 * };
 * const engine = createJsquashEngine({ loadModule: (codec) => modules[codec] });
 */
export function createJsquashEngine(options: JsquashEngineOptions): Engine {
	const maxPixels = options.maxPixels ?? 5_000_000;
	checkWhole("maxPixels", maxPixels, 1);
	const modules = createJsquashModules(options.loadModule);
	const jpeg = createJpegCodec(modules);
	const webp = createWebpCodec(modules);
	// Two pictures at once would take twice the memory and no less time.
	const inTurn = createTurns();

	async function render(
		source: Uint8Array,
		outputs: readonly Output[],
		signal: AbortSignal | undefined,
	): Promise<readonly EncodedImage[]> {
		const type = sourceType(source, DECODES);
		checkOutputs(outputs, ENCODES);
		const probe = await probeForOutputs(source, outputs, maxPixels);
		checkKind(probe);
		if (outputs.length === 0) return [];
		return await inTurn("render", async () => {
			signal?.throwIfAborted();
			return await renderAll({ jpeg, webp, modules }, { bytes: source, type, probe }, outputs);
		});
	}

	return {
		name: "jsquash",
		decodes: DECODES,
		encodes: ENCODES,
		isSandboxed: true,
		render: (source, outputs, { signal } = {}) =>
			abortable(signal, () => render(source, outputs, signal)),
		async close() {
			for (const held of [jpeg, webp, modules]) held.forget();
		},
	};
}

async function renderAll(
	codecs: JsquashCodecs,
	source: { readonly bytes: Uint8Array; readonly type: ProfiledType; readonly probe: Probe },
	outputs: readonly Output[],
): Promise<readonly EncodedImage[]> {
	const coding = readColourCoding(source.bytes, source.type);
	const conversion = coding && codingConversion(coding, false);
	// The pixels of all outputs are RGB; without a profile they are sRGB.
	const profile = coding
		? (conversion?.profile ?? null)
		: outputProfile(readProfile(source.bytes, source.type), "RGB ");
	const encoded = await renderPixels(codecs, { ...source, conversion }, outputs);
	const images = encodedImages(outputs, encoded.map(copyOf));
	return profile ? images.map((image) => withProfile(image, profile)) : images;
}

function withProfile(image: EncodedImage, profile: Uint8Array): EncodedImage {
	if (image.format === "avif") return image;
	return { ...image, bytes: replaceProfile(image.bytes, image.format, profile) };
}

function checkKind({ type, frames, isCmyk }: Probe): void {
	if (isCmyk) throw unsupported("CMYK");
	// The decoder of PNG decodes the still picture of an animation.
	if (type === "webp" && frames > 1) throw unsupported("animated WebP");
}

function unsupported(kind: string): WidthwiseError {
	return new WidthwiseError(
		"unsupported-format",
		`This engine does not decode ${kind}: it decodes still photos in RGB or grey`,
	);
}
