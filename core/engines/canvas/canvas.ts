/**
 * An engine for browsers, with their own codecs.
 *
 * @module
 */

import { checkWhole } from "../../arguments/check-number.ts";
import { abortable } from "../../async/abortable.ts";
import { createTurns } from "../../async/turns.ts";
import { WidthwiseError } from "../../errors.ts";
import { IMAGE_TYPES } from "../../formats/tables/input.ts";
import type { EncodedImage, Engine, Output } from "../engine.ts";
import {
	cannotEncode,
	checkNoFullChroma,
	checkOutputs,
	encodedImages,
	sourceType,
} from "../outputs.ts";
import { probeForOutputs } from "../probe-source.ts";
import { decodeInBrowser } from "./decode.ts";
import { cut } from "./draw.ts";
import { encodeCanvas } from "./encode.ts";
import { browserSource } from "./source.ts";

/** How the `canvas` engine works; every field has a default. */
export type CanvasEngineOptions = {
	/** Pixels of the largest source. Default 150 000 000; some phones decode less. */
	readonly maxPixels?: number;
};

/** Of all browsers, only Safari decodes HEIC and JPEG XL. */
const DECODES = IMAGE_TYPES.filter((type) => type !== "heic" && type !== "jxl");
const ENCODES = ["webp", "jpeg"] as const;

/**
 * An engine for a page or a worker in a browser, with the browser's own codecs: to make photos
 * smaller before they are uploaded. Needs `createImageBitmap` and `OffscreenCanvas` (Chrome 69,
 * Firefox 105, Safari 16.4), and no cross-origin isolation. Photos are rendered one after the
 * other.
 *
 * A small profile of RGB (Display P3, Adobe RGB) and its numbers are kept: the photo is decoded
 * without it and the profile is copied to the outputs, so no browser needs a canvas of wide
 * colours. The browser converts everything else to sRGB: larger profiles, CMYK, and what is not
 * sRGB in AVIF and GIF.
 *
 * JPEGs are 4:2:0; full chroma is refused. Safari does not encode WebP: then such an output is
 * refused.
 *
 * @throws {WidthwiseError} `invalid-argument` for limits that are none; from `render`: see
 *   {@link Engine}
 *
 * @example
 * const engine = createCanvasEngine();
 * const original = new Uint8Array(await file.arrayBuffer());
 * const size = { width: 2560, height: 1707 };
 * const [smaller] = await engine.render(original, [{ ...size, format: "jpeg", quality: 90 }]);
 */
export function createCanvasEngine(options: CanvasEngineOptions = {}): Engine {
	const maxPixels = options.maxPixels ?? 150_000_000;
	checkWhole("maxPixels", maxPixels, 1);
	// A decoded photo takes four bytes a pixel.
	const inTurn = createTurns();
	return {
		name: "canvas",
		decodes: DECODES,
		encodes: ENCODES,
		isSandboxed: true,
		render: (source, outputs, { signal } = {}) =>
			abortable(signal, async () => {
				await check(source, outputs, maxPixels);
				if (outputs.length === 0) return [];
				return await inTurn("render", () => render(source, outputs, signal));
			}),
		// Nothing is held between two photos.
		close: async () => {},
	};
}

async function check(
	source: Uint8Array,
	outputs: readonly Output[],
	maxPixels: number,
): Promise<void> {
	if (!hasCanvas()) throw unavailable();
	sourceType(source, DECODES);
	checkOutputs(outputs, ENCODES);
	checkNoFullChroma(outputs);
	await probeForOutputs(source, outputs, maxPixels);
}

/** Deno has both, but its canvas cannot be drawn on. */
function hasCanvas(): boolean {
	if (typeof createImageBitmap !== "function" || typeof OffscreenCanvas !== "function")
		return false;
	return new OffscreenCanvas(1, 1).getContext("2d") !== null;
}

async function render(
	bytes: Uint8Array,
	outputs: readonly Output[],
	signal: AbortSignal | undefined,
): Promise<readonly EncodedImage[]> {
	signal?.throwIfAborted();
	const source = await browserSource(bytes);
	const bitmap = await decodeInBrowser(source);
	try {
		const encoded: Uint8Array<ArrayBuffer>[] = [];
		for (const output of outputs) {
			signal?.throwIfAborted();
			encoded.push(await encodeCanvas(cut(bitmap, source, output), output, source.profile));
		}
		return encodedImages(outputs, encoded);
	} catch (error) {
		throw error instanceof WidthwiseError ? error : cannotEncode(error);
	} finally {
		bitmap.close();
	}
}

function unavailable(): WidthwiseError {
	return new WidthwiseError(
		"engine-unavailable",
		"This browser cannot process photos: it needs createImageBitmap and OffscreenCanvas",
	);
}
