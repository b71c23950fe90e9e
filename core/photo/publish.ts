import type { Budget } from "../async/budget.ts";
import { checkEngine } from "../engines/check-engine.ts";
import type { EncodedImage, Engine, Output } from "../engines/engine.ts";
import { invalidArgument, WidthwiseError } from "../errors.ts";
import { type ByteInput, readBytes } from "../formats/bytes/read-bytes.ts";
import type { Credit } from "../formats/exif/exif.ts";
import { uprightSize } from "../formats/probe.ts";
import { type ImageType, inputFormat } from "../formats/tables/input.ts";
import { outputFormat } from "../formats/tables/output.ts";
import type { StripOptions } from "../privacy/strip.ts";
import { checkStore } from "../store/check-store.ts";
import type { Store } from "../store/store.ts";
import { masterKey, mezzanineKey } from "../url/keys.ts";
import { checkPhotoId } from "./check-photo-id.ts";
import { createInspector } from "./inspection/create-inspector.ts";
import type { Inspection, Inspector } from "./inspection/inspector.ts";
import { masterMetadata, PUBLISHING_VERSION } from "./master-info.ts";
import { checkMemory, predictPublish } from "./publish-cost.ts";
import { removeVariants } from "./remove-variants.ts";
import {
	cutSize,
	MASTER_EDGE,
	MAX_MASTER_EDGE,
	masterSize,
	mezzanineWidths,
	type Size,
	shrinkTo,
} from "./sizes.ts";

/** The details of a published photo. */
export type Published = Size & {
	/** Bytes of the master. */
	readonly bytes: number;
	/** Media type of the master. */
	readonly contentType: string;
	/** A tiny blurred picture as a `data:` URL, to show while the image loads. */
	readonly placeholder: string;
	/** The version of publishing; see {@link PUBLISHING_VERSION}. */
	readonly version: number;
};

/**
 * Encoder qualities. Variants are cut from mezzanines, so a mezzanine must lose nothing visible. A master
 * of 88 without trellis quantisation is as close to the exact resize as one of 86 with it.
 */
const QUALITY = { master: 88, mezzanine: 92, placeholder: 30 };

/** The placeholder's long edge, in pixels. */
const PLACEHOLDER_EDGE = 24;

/** The limit that the engines have by default. */
const MAX_PIXELS = 150_000_000;

const KEEP_NOTHING: StripOptions = { orientation: "drop" };

/** A master before it is stored. */
type Master = {
	readonly bytes: Uint8Array;
	readonly contentType: string;
	readonly encodedByUs: boolean;
};

/**
 * Publishes an original: decodes it once and puts mezzanines and master into the public store. The
 * master comes last, so that a photo with a master is complete. Then it removes what was cut from an
 * earlier master. Safe to repeat.
 *
 * If the original is upright, no larger than its master (see `masterSize`), and a JPEG or PNG
 * that browsers show, the master is the original without its metadata, with its compressed pixels untouched. Otherwise the master is
 * re-encoded.
 *
 * @param photoId see `isImageId`
 * @param original the whole file, which is not changed
 * @param options.inspector parses the original and what is published; default: on the calling thread
 * @param options.maxPixels the limit above which an original is refused; default: 150 million
 * @param options.masterEdge the long edge of the master in pixels, 1 to 3840; default: 2560
 * @param options.credit the artist and copyright that the master keeps; default: none
 *
 * @param options.memory is shared with other photos: rendering waits for the bytes that it is predicted
 *   to need; default: it does not wait
 *
 * @throws {WidthwiseError} `invalid-argument` for an id that no URL can have; `unreadable-image`,
 *   `too-many-pixels`, `truncated-file` and others for an original that cannot be published;
 *   `metadata-left` if a stripped file still contains metadata; any error of the engine or the store
 *
 * @example
 * const { width, height, placeholder } = await publish("blue-hour", bytes, { store, engine });
 */
export async function publish(
	photoId: string,
	original: ByteInput,
	options: {
		readonly store: Store;
		readonly engine: Engine;
		readonly inspector?: Inspector | undefined;
		readonly maxPixels?: number | undefined;
		readonly masterEdge?: number | undefined;
		readonly credit?: Partial<Credit> | null | undefined;
		readonly memory?: Budget | undefined;
	},
): Promise<Published> {
	const {
		store,
		engine,
		maxPixels = MAX_PIXELS,
		masterEdge = MASTER_EDGE,
		credit,
		memory,
	} = options;
	const { inspector = createInspector() } = options;
	checkMasterEdge(masterEdge);
	checkPhotoId(photoId);
	checkStore(store);
	checkEngine(engine);
	const bytes = await readBytes(original);
	const { probe, pictureBytes } = await inspector.inspect(bytes, maxPixels);
	if (memory) checkMemory(probe, bytes.length, memory.total, masterEdge);
	const size = masterSize(uprightSize(probe), masterEdge);
	const kept: StripOptions = { orientation: "drop", credit };
	const keptMaster = canKeepPixels(probe, size)
		? await stripMaster(inspector, bytes, probe.type, kept)
		: null;
	const widths = mezzanineWidths(size, keptMaster !== null);
	const format = probe.hasAlpha ? "webp" : "jpeg";

	const outputs = [
		placeholderOutput(size),
		...widths.map((width) => mezzanineOutput(size, width, format)),
		...(keptMaster ? [] : [{ ...size, format, quality: QUALITY.master } as const]),
	];
	const source = withoutTrailer(bytes, pictureBytes);
	const render = () => engine.render(source, outputs, { isWalked: keptMaster !== null });
	const needed = predictPublish(probe, bytes.length, masterEdge).bytes;
	const [placeholder, ...pictures] = await (memory ? memory.run(needed, render) : render());
	const mezzanines = pictures.slice(0, widths.length);
	const encoded = pictures.at(-1);
	if (!placeholder || !encoded) throw new Error("The engine did not return all pictures");

	const master = keptMaster ?? (await encodedMaster(inspector, encoded, kept));
	await checkStripped(inspector, master.bytes, kept);
	for (const { bytes } of [placeholder, ...mezzanines]) {
		await checkStripped(inspector, bytes, KEEP_NOTHING);
	}

	for (const { width, bytes, format } of mezzanines) {
		await store.put(mezzanineKey(photoId, width), bytes, {
			contentType: outputFormat(format).contentType,
		});
	}
	await store.put(masterKey(photoId), master.bytes, {
		contentType: master.contentType,
		metadata: masterMetadata({
			...size,
			encodedByUs: master.encodedByUs,
			mezzanines: widths,
			version: PUBLISHING_VERSION,
		}),
	});
	await removeVariants(store, photoId, widths);
	return {
		...size,
		bytes: master.bytes.length,
		contentType: master.contentType,
		placeholder: dataUrl(placeholder),
		version: PUBLISHING_VERSION,
	};
}

function checkMasterEdge(edge: number): void {
	if (Number.isInteger(edge) && edge >= 1 && edge <= MAX_MASTER_EDGE) return;
	throw invalidArgument(`masterEdge must be 1 to ${MAX_MASTER_EDGE}, got ${edge}`);
}

/**
 * Omits the video after a motion photo's JPEG: it is many times larger, and no codec needs it.
 */
function withoutTrailer(bytes: Uint8Array, pictureBytes: number): Uint8Array {
	return pictureBytes === bytes.length ? bytes : bytes.subarray(0, pictureBytes);
}

function canKeepPixels(probe: Inspection["probe"], size: Size): boolean {
	const isFullSize = probe.width === size.width && probe.height === size.height;
	const isPlain = probe.orientation === 1 && probe.frames === 1 && !probe.isCmyk;
	return inputFormat(probe.type).isKept && isFullSize && isPlain;
}

function placeholderOutput(master: Size): Output {
	const size = shrinkTo(PLACEHOLDER_EDGE, master);
	return { ...size, format: "webp", quality: QUALITY.placeholder, srgb: true };
}

function mezzanineOutput(master: Size, width: number, format: "webp" | "jpeg"): Output {
	return { ...cutSize(master, width), format, quality: QUALITY.mezzanine, fullChroma: true };
}

async function encodedMaster(
	inspector: Inspector,
	{ bytes, format }: EncodedImage,
	kept: StripOptions,
): Promise<Master> {
	const contentType = outputFormat(format).contentType;
	// The engine writes no metadata; stripping writes the credit.
	const credited = kept.credit ? await inspector.strip(bytes, kept) : bytes;
	return { bytes: credited, contentType, encodedByUs: true };
}

/** `null` if the file has pixels that browsers do not show, or more than a picture. */
async function stripMaster(
	inspector: Inspector,
	original: Uint8Array,
	type: ImageType,
	kept: StripOptions,
): Promise<Master | null> {
	try {
		const bytes = await inspector.strip(original, kept);
		return { bytes, contentType: inputFormat(type).contentType, encodedByUs: false };
	} catch (error) {
		if (error instanceof WidthwiseError && error.code === "unsupported-format") return null;
		throw error;
	}
}

async function checkStripped(
	inspector: Inspector,
	bytes: Uint8Array,
	kept: StripOptions,
): Promise<void> {
	const left = await inspector.verify(bytes, kept);
	if (left.length === 0) return;
	throw new WidthwiseError(
		"metadata-left",
		`The photo was not published: its stripped file still contains ${left.join(", ")}`,
	);
}

function dataUrl({ bytes, format }: EncodedImage): string {
	return `data:${outputFormat(format).contentType};base64,${btoa(String.fromCharCode(...bytes))}`;
}
