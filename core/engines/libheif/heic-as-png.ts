import { createLoadOnce } from "../../async/load-once.ts";
import { parseBytes } from "../../formats/bytes/parse.ts";
import { asStill } from "../../formats/heif/as-still.ts";
import { asStored } from "../../formats/heif/as-stored.ts";
import { HEIC_FORMAT } from "../../formats/heif/heif-format.ts";
import { shownPart, storedSize } from "../../formats/heif/probe.ts";
import { walkHeif } from "../../formats/heif/walk.ts";
import { checkPixels } from "../../formats/probe.ts";
import { unreadable } from "../outputs.ts";
import { probeOrUnreadable } from "../probe-source.ts";
import { collectGarbage } from "../threads/collect-garbage.ts";
import { cropPixels, decodeHeic } from "./decode.ts";
import { loadLibheif } from "./load.ts";
import { uncompressedPng } from "./uncompressed-png.ts";

/** Decodes HEIC. It blocks its thread once libheif is loaded. */
export type HeicDecoder = {
	/**
	 * Decodes a HEIC to an uncompressed PNG: cropped, with its orientation in EXIF, and with its colour
	 * profile or its `cICP`.
	 *
	 * @param maxPixels the largest number of pixels allowed
	 * @throws {WidthwiseError} `unreadable-image`, `too-many-pixels`; `engine-unavailable` if
	 *   libheif-js is missing
	 */
	toPng(heic: Uint8Array, maxPixels: number): Promise<Uint8Array<ArrayBuffer>>;
	/** The memory of the instances that may not be released yet, in bytes. */
	memoryBytes(): number;
};

/**
 * An instance may take this many bytes, and this many more for each pixel that the header declares:
 * coded planes of 16 bits and the pixels in RGBA, both twice, take 24.
 */
const BASE_BYTES = 64 * 1024 * 1024;
const BYTES_PER_PIXEL = 24;

/**
 * Creates the decoder of HEIC: libheif in WebAssembly. It loads libheif with the first picture. Each
 * picture has an instance of its own, so that a hostile one cannot reach the next.
 *
 * @example
 * const decoder = createHeicDecoder();
 * const png = await decoder.toPng(heic, 150e6);
 */
export function createHeicDecoder(): HeicDecoder {
	const loaded = createLoadOnce(loadLibheif);
	let memoryBytes = 0;

	async function decodeOnce(heic: Uint8Array, maxPixels: number): Promise<Uint8Array<ArrayBuffer>> {
		const probe = await probeOrUnreadable(heic);
		checkPixels(probe, maxPixels);
		const startInstance = await loaded.get();
		const still = asStill(heic, HEIC_FORMAT);
		const layout = parseBytes(still, walkHeif(still.length, HEIC_FORMAT));
		const stored = storedSize(layout);
		const pixels = stored.width * stored.height;
		const instance = startInstance(BASE_BYTES + heic.length + BYTES_PER_PIXEL * pixels);
		try {
			const decoded = decodeHeic(instance.libheif, asStored(still, layout));
			requireSize(decoded, stored);
			const { crop, orientation } = shownPart(layout);
			return uncompressedPng(cropPixels(decoded, crop), orientation);
		} catch (error) {
			throw unreadable(error);
		} finally {
			memoryBytes += instance.memoryBytes();
		}
	}

	return {
		async toPng(heic, maxPixels) {
			try {
				return await decodeOnce(heic, maxPixels);
			} finally {
				// The instance, before vips takes as much memory again; also after a failure, so that damaged
				// pictures do not wear out a thread.
				if (memoryBytes > 0 && collectGarbage()) memoryBytes = 0;
			}
		},
		memoryBytes: () => memoryBytes,
	};
}

type Size = { readonly width: number; readonly height: number };

/** The sizes of the outputs were computed from the declared one. */
function requireSize(decoded: Size, { width, height }: Size): void {
	if (decoded.width === width && decoded.height === height) return;
	throw new Error(`Decoded ${decoded.width} x ${decoded.height} instead of ${width} x ${height}`);
}
