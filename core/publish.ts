import { WidthwiseError } from "./errors.ts";
import { byteSource } from "./image/byte-source.ts";
import type { EncodedImage, Engine, Output } from "./image/engine.ts";
import { checkPixels, type Probe, probeImage, uprightSize } from "./image/probe.ts";
import type { ImageType } from "./image/sniff.ts";
import { masterKey, masterMetadata, mezzanineKey } from "./master.ts";
import type { Credit } from "./metadata/exif.ts";
import { walkJpeg } from "./metadata/jpeg.ts";
import { parseBytes } from "./metadata/parse.ts";
import { type StripOptions, stripMetadata } from "./metadata/strip.ts";
import { verifyStripped } from "./metadata/verify.ts";
import { cutSize, masterSize, mezzanineWidths, type Size, shrinkTo } from "./sizes.ts";
import type { Store } from "./store/store.ts";
import { CONTENT_TYPE } from "./variants.ts";

/** What is known of a photo once it is published. */
export type Published = Size & {
	/** Bytes of the master. */
	readonly bytes: number;
	/** Media type of the master. */
	readonly contentType: string;
	/** A tiny blurred picture as a `data:` URL, to show while the image loads. */
	readonly placeholder: string;
};

/** Encoder qualities: a mezzanine is cut again, so nothing may be lost in it that is seen later. */
const QUALITY = { master: 86, mezzanine: 92, placeholder: 30 };

/** Pixels, the placeholder's long edge. */
const PLACEHOLDER_EDGE = 24;

const NOTHING_KEPT: StripOptions = { orientation: "drop" };

/** A master before it is stored. */
type Master = {
	readonly bytes: Uint8Array;
	readonly contentType: string;
	readonly encodedByUs: boolean;
};

/**
 * Publishes an original: master and mezzanines go into the public store, from one decode; the master
 * last, so that who finds a master finds everything. Safe to repeat.
 *
 * The master is the original without its metadata, its compressed pixels untouched, where that is
 * upright, at most 2560 px and a JPEG, PNG or WebP that browsers show; else it is encoded anew.
 *
 * @param original the uploaded bytes, only read
 * @param options.maxPixels the largest picture that is decoded
 * @param options.credit what the master says of its maker, `null` for nothing
 * @throws {WidthwiseError} what is wrong with the original (`unreadable-image`, `too-many-pixels`,
 *   `truncated-file`, ...), `metadata-left` if the proof of stripping failed, and whatever the engine
 *   or the store throw
 *
 * @example
 * const { width, height, placeholder } = await publish(photoId, bytes, {
 *   store, engine, maxPixels: 150e6, credit: null,
 * });
 */
export async function publish(
	photoId: string,
	original: Uint8Array,
	options: {
		readonly store: Store;
		readonly engine: Engine;
		readonly maxPixels: number;
		readonly credit: Credit | null;
	},
): Promise<Published> {
	const { store, engine, maxPixels, credit } = options;
	const probe = await probeImage(byteSource(original));
	checkPixels(probe, maxPixels);
	const size = masterSize(uprightSize(probe));
	const widths = mezzanineWidths(size.width);
	const isKept = canKeepPixels(probe, size);
	const format = probe.hasAlpha ? "webp" : "jpeg";

	const [placeholder, ...pictures] = await engine.render(withoutTrailer(original, probe.type), [
		placeholderOutput(size),
		...widths.map((width) => mezzanineOutput(size, width, format)),
		...(isKept ? [] : [{ ...size, format, quality: QUALITY.master } as const]),
	]);
	const mezzanines = pictures.slice(0, widths.length);
	const encoded = isKept ? null : pictures.at(-1);
	if (!placeholder || encoded === undefined) throw new Error("The engine left a picture out");

	const kept: StripOptions = { orientation: "drop", credit };
	const master = encoded ? encodedMaster(encoded, kept) : keptMaster(original, probe.type, kept);
	proveStripped(master.bytes, kept);
	for (const { bytes } of [placeholder, ...mezzanines]) proveStripped(bytes, NOTHING_KEPT);

	for (const { width, bytes, format } of mezzanines) {
		await store.put(mezzanineKey(photoId, width), bytes, { contentType: CONTENT_TYPE[format] });
	}
	await store.put(masterKey(photoId), master.bytes, {
		contentType: master.contentType,
		metadata: masterMetadata({ ...size, encodedByUs: master.encodedByUs, mezzanines: widths }),
	});
	return {
		...size,
		bytes: master.bytes.length,
		contentType: master.contentType,
		placeholder: dataUrl(placeholder),
	};
}

/** A motion photo's video after its JPEG is many times the picture: no codec has to hold it. */
function withoutTrailer(original: Uint8Array, type: ImageType): Uint8Array {
	if (type !== "jpeg") return original;
	return original.subarray(0, parseBytes(original, walkJpeg(original.length)).end);
}

function canKeepPixels(probe: Probe, size: Size): boolean {
	const isWebType = probe.type === "jpeg" || probe.type === "png" || probe.type === "webp";
	const isWhole = probe.width === size.width && probe.height === size.height;
	const isPlain = probe.orientation === 1 && probe.frames === 1 && !probe.isCmyk;
	return isWebType && isWhole && isPlain;
}

function placeholderOutput(master: Size): Output {
	const size = shrinkTo(PLACEHOLDER_EDGE, master);
	return { ...size, format: "webp", quality: QUALITY.placeholder };
}

function mezzanineOutput(master: Size, width: number, format: "webp" | "jpeg"): Output {
	return { ...cutSize(master, width), format, quality: QUALITY.mezzanine, fullChroma: true };
}

function encodedMaster({ bytes, format }: EncodedImage, kept: StripOptions): Master {
	const contentType = CONTENT_TYPE[format];
	// The engine kept nothing: a credit is written by "stripping" once more.
	const signed = kept.credit ? stripMetadata(bytes, kept) : bytes;
	return { bytes: signed, contentType, encodedByUs: true };
}

function keptMaster(original: Uint8Array, type: string, kept: StripOptions): Master {
	const bytes = stripMetadata(original, kept);
	return { bytes, contentType: `image/${type}`, encodedByUs: false };
}

function proveStripped(bytes: Uint8Array, kept: StripOptions): void {
	const survivors = verifyStripped(bytes, kept);
	if (survivors.length === 0) return;
	throw new WidthwiseError(
		"metadata-left",
		`Not published, to be safe: this could not be removed from the file: ${survivors.join(", ")}`,
	);
}

function dataUrl({ bytes, format }: EncodedImage): string {
	return `data:${CONTENT_TYPE[format]};base64,${btoa(String.fromCharCode(...bytes))}`;
}
