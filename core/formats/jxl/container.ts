import { WidthwiseError } from "../../errors.ts";
import { concat, copyOf, startsWith, viewOf } from "../bytes/bytes.ts";
import { unreadable } from "../bytes/damage.ts";
import { bytesAt, known, type Parse, parseBytes } from "../bytes/parse.ts";
import { type Blocks, type Container, NO_BLOCKS, type Probe } from "../container/container.ts";
import { type Box, walkBoxes } from "../heif/boxes.ts";
import { type JxlHeader, readJxlHeader } from "./header.ts";

const LABEL = "JPEG XL";

/** A codestream without boxes begins with this. */
const CODESTREAM = "\xff\x0a";

/** Bytes of a codestream within which its header must be; that with many named channels has 100. */
const MAX_HEADER_BYTES = 16_384;

/** Of EXIF and of XMP. */
const MAX_METADATA_BYTES = 1 << 20;

/** Parts of a codestream that may be needed for its header. */
const MAX_PARTS = 64;

/**
 * The container of JPEG XL (ISO/IEC 18181-2), and a codestream without one. It is never stripped,
 * because few browsers show it: what is published is re-encoded. Compressed metadata (`brob`) is not
 * read.
 */
export const JXL: Container = {
	*probe(size) {
		return yield* probe(yield* boxesOf(size), size);
	},
	*walk(size) {
		const boxes = yield* boxesOf(size);
		const properties = yield* probe(boxes, size);
		return {
			end: size,
			probe: () => known(properties),
			blocks: () => blocks(boxes),
			strip: () => {
				throw new WidthwiseError(
					"unsupported-format",
					"JPEG XL cannot be stripped without re-encoding it: publish the photo, or resize it to JPEG or WebP",
				);
			},
		};
	},
};

/** The boxes; `null` of a codestream without any. */
function* boxesOf(size: number): Parse<readonly Box[] | null> {
	return startsWith(yield* bytesAt(0, 2), CODESTREAM) ? null : yield* walkBoxes(size, LABEL);
}

/**
 * Reads the whole codestream, without the boxes around it. A damaged box of metadata does not matter then.
 *
 * @param bytes the whole file; only read
 *
 * @throws {WidthwiseError} `truncated-file` or `unreadable-image`
 *
 * @example
 * const { orientation } = readJxlHeader(readCodestream(jxl));
 */
export function readCodestream(bytes: Uint8Array): Uint8Array {
	const boxes = parseBytes(bytes, boxesOf(bytes.length));
	return boxes
		? concat(codestreamParts(boxes).map(({ start, end }) => bytes.subarray(start, end)))
		: bytes;
}

function* headerIn(boxes: readonly Box[] | null, size: number): Parse<JxlHeader> {
	if (boxes) return readJxlHeader(yield* codestreamStart(boxes));
	return readJxlHeader(yield* bytesAt(0, Math.min(size, MAX_HEADER_BYTES)));
}

function* probe(boxes: readonly Box[] | null, size: number): Parse<Probe> {
	const header = yield* headerIn(boxes, size);
	// The decoder leaves black ink out, and has room for one channel besides RGB.
	if (header.isCmyk) throw unsupported("CMYK", "in RGB");
	if (header.extraChannels > 1)
		throw unsupported("spot colours, depth or other channels", "without them");
	const { width, height, orientation, alpha } = header;
	const hasAlpha = alpha !== "none";
	return { type: "jxl", width, height, orientation, frames: 1, hasAlpha, isCmyk: false };
}

/** The first bytes of the codestream. */
function* codestreamStart(boxes: readonly Box[]): Parse<Uint8Array> {
	const starts: Uint8Array[] = [];
	let missing = MAX_HEADER_BYTES;
	for (const { start, end } of codestreamParts(boxes).slice(0, MAX_PARTS)) {
		const bytes: Uint8Array = copyOf(yield* bytesAt(start, Math.min(end - start, missing)));
		starts.push(bytes);
		missing -= bytes.length;
		if (missing === 0) break;
	}
	if (starts.length === 0) throw unreadable(LABEL, "it has no image data");
	return concat(starts);
}

/** The codestream is whole in `jxlc`, or in parts in `jxlp`, each of which begins with its number. */
function codestreamParts(boxes: readonly Box[]): readonly Pick<Box, "start" | "end">[] {
	return boxes
		.filter(({ type }) => type === "jxlc" || type === "jxlp")
		.map(({ type, bodyStart, end }) => ({
			start: Math.min(type === "jxlp" ? bodyStart + 4 : bodyStart, end),
			end,
		}));
}

function* blocks(boxes: readonly Box[] | null): Parse<Blocks> {
	const exif = yield* bodyOf(boxes, "Exif");
	const xmp = yield* bodyOf(boxes, "xml ");
	// Before EXIF stands the offset of its TIFF header.
	const tiff = exif && exif.length >= 4 ? exif.subarray(4 + viewOf(exif).getUint32(0)) : null;
	return { ...NO_BLOCKS, exif: tiff, xmp };
}

function* bodyOf(boxes: readonly Box[] | null, wanted: string): Parse<Uint8Array | null> {
	const box = boxes?.find(({ type }) => type === wanted);
	if (!box) return null;
	const { bodyStart, end } = box;
	return copyOf(yield* bytesAt(bodyStart, Math.min(end - bodyStart, MAX_METADATA_BYTES)));
}

function unsupported(what: string, remedy: string): WidthwiseError {
	return new WidthwiseError(
		"unsupported-format",
		`JPEG XL with ${what} is not supported: export the photo ${remedy}`,
	);
}
