import { parseBytes } from "../../core/formats/bytes/parse.ts";
import { walkBoxes } from "../../core/formats/heif/boxes.ts";
import { box, fullBox } from "./avif.ts";
import { big, join, noise } from "./bytes.ts";
import { richExif } from "./exif.ts";
import { XMP_PACKET } from "./metadata.ts";

const SIGNATURE = box("JXL ", "\r\n\x87\n");
const FTYP = box("ftyp", "jxl ", big(0, 4), "jxl ");

/** Takes the codestream out of its boxes. */
export function codestreamOf(jxl: Uint8Array): Uint8Array<ArrayBuffer> {
	const boxes = parseBytes(jxl, walkBoxes(jxl.length, "JPEG XL"));
	const parts = boxes.filter(({ type }) => type === "jxlp" || type === "jxlc");
	return join(
		...parts.map(({ type, bodyStart, end }) =>
			jxl.subarray(bodyStart + (type === "jxlp" ? 4 : 0), end),
		),
	);
}

/** Puts a codestream into boxes: into one, or into two that are split at an offset. */
export function jxl(
	codestream: Uint8Array,
	options: { readonly boxes?: readonly Uint8Array[]; readonly splitAt?: number } = {},
): Uint8Array<ArrayBuffer> {
	const { boxes = [], splitAt } = options;
	const last = 2 ** 31;
	const parts =
		splitAt === undefined
			? [box("jxlc", codestream)]
			: [
					box("jxlp", big(0, 4), codestream.subarray(0, splitAt)),
					box("jxlp", big(last + 1, 4), codestream.subarray(splitAt)),
				];
	return join(SIGNATURE, FTYP, ...boxes, ...parts);
}

/** All the metadata that JPEG XL can contain. */
export const METADATA: readonly Uint8Array[] = [
	box("Exif", big(0, 4), richExif(6)),
	box("xml ", XMP_PACKET),
	box("brob", "Exif", noise(60, 4)),
	fullBox("jumb", 0, noise(20, 8)),
];

/** Bits of the header: 96 x 64 pixels, and what a drawn header has besides the size. ISO/IEC 18181-1, annex D. */
const SIZE_BITS = "111100001";
const OTHER_BITS = 13;

/**
 * Replaces the header of drawn quadrants by one that says more.
 *
 * @param fields.size the bits of the size that it has
 * @param fields.orientation as in EXIF
 * @param fields.channels the bits of each extra channel
 * @param fields.colours the bits of its ColourEncoding
 * @param fields.count the bits of their number
 */
export function withHeader(
	quadrants: Uint8Array,
	fields: {
		readonly orientation?: number;
		readonly channels?: readonly string[];
		readonly size?: string;
		readonly colours?: string;
		readonly count?: string | undefined;
	},
): Uint8Array<ArrayBuffer> {
	const {
		orientation,
		channels = [],
		size = SIZE_BITS,
		colours = "1",
		count = ["00", "10", "010000"][channels.length],
	} = fields;
	const extra = orientation ? `1${lowestFirst(orientation - 1, 3)}000` : "0";
	// Not the default; 8 bits; then the number of channels.
	const before = `${size}0${extra}0001${count}`;
	// Not XYB; the colours; the default tone mapping; no extensions; the default transform.
	const bits = `${before}${channels.join("")}0${colours}${orientation ? "1" : ""}001`;
	const bytes = bits.match(/.{1,8}/g) ?? [];
	const header = bytes.map((byte) => Number.parseInt([...byte].reverse().join(""), 2));
	return join(
		"\xff\x0a",
		Uint8Array.from(header),
		quadrants.subarray(2 + Math.ceil((size.length + OTHER_BITS) / 8)),
	);
}

/** Writes a number as bits, the lowest first. */
export function lowestFirst(value: number, bits: number): string {
	return Array.from({ length: bits }, (_, index) => (value >> index) & 1).join("");
}
