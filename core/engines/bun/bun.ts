/**
 * A fast engine on Bun, for pictures that we encoded.
 *
 * @module
 */

import { checkWhole } from "../../arguments/check-number.ts";
import { abortable } from "../../async/abortable.ts";
import { WidthwiseError } from "../../errors.ts";
import { copyOf } from "../../formats/bytes/bytes.ts";
import type { ImageType } from "../../formats/tables/input.ts";
import type { ImageFormat } from "../../url/format.ts";
import type { EncodedImage, Engine, Output } from "../engine.ts";
import {
	cannotEncode,
	checkNoFullChroma,
	checkOutputs,
	encodedImages,
	sourceType,
	unreadable,
} from "../outputs.ts";
import { probeForOutputs } from "../probe-source.ts";
import { editPixels } from "./edit-pixels.ts";

/** Options of the `bun` engine; every field has a default. */
export type BunEngineOptions = {
	/** Maximum pixels of a source. Default: 150 000 000. */
	readonly maxPixels?: number;
};

const DECODES: readonly ImageType[] = ["jpeg", "webp"];
const ENCODES: readonly ImageFormat[] = ["webp", "jpeg"];

/**
 * The fast engine on Bun (1.4 or later): native code, off the main thread, without a start-up time.
 * It has no sandbox, so give it only pictures that our own engine encoded: masters and mezzanines,
 * never an upload.
 *
 * JPEGs are 4:2:0; full chroma is refused. The source is decoded again for each output; a mezzanine
 * is small enough. Crops are made and alpha becomes white on the calling thread, about 50 ms a
 * megapixel: use another engine for that on a server.
 *
 * @throws {WidthwiseError} `invalid-argument` for limits that are none; from `render`: see
 *   {@link Engine}; `engine-unavailable` if there is no `Bun.Image`.
 * @example
 * const engine = createBunEngine();
 * const [webp] = await engine.render(mezzanine, [
 *   { width: 400, height: 300, format: "webp", quality: 78 },
 * ]);
 */
export function createBunEngine(options: BunEngineOptions = {}): Engine {
	const maxPixels = options.maxPixels ?? 150_000_000;
	checkWhole("maxPixels", maxPixels, 1);
	return {
		name: "bun",
		decodes: DECODES,
		encodes: ENCODES,
		isSandboxed: false,
		render: (source, outputs, { signal } = {}) =>
			abortable(signal, () => render(source, outputs, { maxPixels, signal })),
		// Each picture releases its own memory.
		close: async () => {},
	};
}

async function render(
	source: Uint8Array,
	outputs: readonly Output[],
	{ maxPixels, signal }: { readonly maxPixels: number; readonly signal: AbortSignal | undefined },
): Promise<readonly EncodedImage[]> {
	if (typeof globalThis.Bun?.Image !== "function") throw noBunImage();
	sourceType(source, DECODES);
	checkOutputs(outputs, ENCODES);
	checkNoFullChroma(outputs);
	// `Bun.Image` fills the missing part of an incomplete JPEG with grey, so the container is probed
	// first.
	const probe = await probeForOutputs(source, outputs, maxPixels);
	const encoded: Uint8Array<ArrayBuffer>[] = [];
	for (const output of outputs) {
		signal?.throwIfAborted();
		encoded.push(await renderOne(source, output, probe.hasAlpha));
	}
	return encodedImages(outputs, encoded);
}

async function renderOne(
	source: Uint8Array,
	output: Output,
	hasAlpha: boolean,
): Promise<Uint8Array<ArrayBuffer>> {
	const { width, height, crop, format, quality } = output;
	try {
		const resized = new Bun.Image(source).resize(width, height);
		const isEdited = crop !== undefined || (format === "jpeg" && hasAlpha);
		const image = isEdited ? await editPixels(resized, output) : resized;
		return copyOf(await image[format === "webp" ? "webp" : "jpeg"]({ quality }).bytes());
	} catch (error) {
		throw isDecodeError(error) ? unreadable(error) : cannotEncode(error);
	}
}

function isDecodeError(error: unknown): boolean {
	const code = error instanceof Error && "code" in error ? error.code : null;
	return code === "ERR_IMAGE_DECODE_FAILED" || code === "ERR_IMAGE_UNKNOWN_FORMAT";
}

function noBunImage(): WidthwiseError {
	return new WidthwiseError("engine-unavailable", "This engine needs Bun 1.4 or later");
}
