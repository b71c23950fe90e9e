import { WidthwiseError } from "../errors.ts";
import { isRawTiff } from "./raw-tiff.ts";
import { IMAGE_TYPES, type ImageType, inputFormatLabels } from "./tables/input.ts";

/** File types that are recognised only to name them in the error message. */
export type UnsupportedType =
	| "bmp"
	| "ico"
	| "jp2"
	| "pdf"
	| "psd"
	| "raw"
	| "svg"
	| "tiff"
	| "video";

/**
 * The number of bytes from the start of a file that {@link sniff} reads: enough for the first directory of
 * a TIFF, by which raw files are recognised.
 */
export const SNIFF_BYTES = 1024;

/** Magic bytes at the start, as Latin-1 text; longer ones come before their own prefixes. */
const MAGIC: readonly (readonly [string, ImageType | UnsupportedType])[] = [
	["\xff\xd8\xff", "jpeg"],
	["\x89PNG\r\n\x1a\n", "png"],
	["GIF87a", "gif"],
	["GIF89a", "gif"],
	["\xff\x0a", "jxl"],
	["\0\0\0\x0cJXL \r\n\x87\n", "jxl"],
	["\0\0\0\x0cjP  \r\n\x87\n", "jp2"],
	["%PDF-", "pdf"],
	["8BPS", "psd"],
	["BM", "bmp"],
	["\0\0\x01\0", "ico"],
	["FUJIFILMCCD-RAW", "raw"],
	["IIU\0", "raw"],
	["IIRO", "raw"],
	["IIRS", "raw"],
	["MMOR", "raw"],
	["FOVb", "raw"],
	["II*\0", "tiff"],
	["MM\0*", "tiff"],
	["MM\0+", "tiff"],
	["II+\0", "tiff"],
	["\x1aE\xdf\xa3", "video"],
];

const HEIF_BRANDS = ["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs"];

/**
 * Sniffs the type of a file from its first bytes, ignoring its name. A polyglot is what its first
 * bytes say.
 *
 * @param head the first {@link SNIFF_BYTES} bytes, or the whole file if it is shorter
 *
 * @returns `null` for an unknown type
 *
 * @example
 * sniff(new TextEncoder().encode("GIF89a...")); // "gif"
 */
export function sniff(head: Uint8Array): ImageType | UnsupportedType | null {
	const text = String.fromCharCode(...head.subarray(0, SNIFF_BYTES));
	const magic = MAGIC.find(([prefix]) => text.startsWith(prefix));
	if (magic) return magic[1] === "tiff" && isRawTiff(head) ? "raw" : magic[1];
	if (text.startsWith("RIFF")) return sniffRiff(text);
	if (text.startsWith("ftyp", 4)) return sniffBrands(text);
	return isSvg(text) ? "svg" : null;
}

/**
 * Sniffs the type of a file and throws if it is not accepted.
 *
 * @param head the first {@link SNIFF_BYTES} bytes, or the whole file if it is shorter
 *
 * @throws {WidthwiseError} `empty-file`, `not-an-image` or `unsupported-format`
 *
 * @example
 * requireImageType(new TextEncoder().encode("GIF89a...")); // "gif"
 */
export function requireImageType(head: Uint8Array): ImageType {
	if (head.length === 0) {
		throw new WidthwiseError("empty-file", "The file is empty");
	}
	const type = sniff(head);
	if (type === null) {
		throw new WidthwiseError(
			"not-an-image",
			`The file is not an image: ${inputFormatLabels()} are accepted`,
		);
	}
	if (isImageType(type)) return type;
	throw new WidthwiseError("unsupported-format", refusal(type));
}

function isImageType(type: ImageType | UnsupportedType): type is ImageType {
	return IMAGE_TYPES.some((accepted) => accepted === type);
}

function refusal(type: UnsupportedType): string {
	if (type === "raw") {
		return "Raw files are not supported: export the photo as JPEG";
	}
	const name = type === "video" ? "Video" : type === "jp2" ? "JPEG 2000" : type.toUpperCase();
	return `${name} is not supported: ${inputFormatLabels()} are accepted`;
}

/** RIFF: four letters, a size, then the type of its contents (RFC 9649, 2.4). */
function sniffRiff(text: string): ImageType | UnsupportedType | null {
	if (text.startsWith("WEBP", 8)) return "webp";
	return text.startsWith("AVI ", 8) ? "video" : null;
}

/**
 * ISO/IEC 14496-12, 4.3: the major brand, a version, then the compatible brands. If the major brand
 * does not name a codec (`mif1`, `msf1`), the compatible ones do.
 */
function sniffBrands(text: string): ImageType | UnsupportedType {
	const end = Math.min(boxSize(text), text.length);
	const major = text.slice(8, 12);
	const compatible: string[] = [];
	for (let at = 16; at + 4 <= end; at += 4) compatible.push(text.slice(at, at + 4));
	if (major === "avif" || major === "avis") return "avif";
	if (HEIF_BRANDS.includes(major)) return "heic";
	if (major === "crx ") return "raw";
	if (compatible.includes("avif") || compatible.includes("avis")) return "avif";
	const heif = [...HEIF_BRANDS, "mif1", "msf1", "mif2"];
	return [major, ...compatible].some((brand) => heif.includes(brand)) ? "heic" : "video";
}

function boxSize(text: string): number {
	let size = 0;
	for (let at = 0; at < 4; at++) size = size * 256 + text.charCodeAt(at);
	return size;
}

function isSvg(text: string): boolean {
	const start = text.replace(/^\xef\xbb\xbf/, "").trimStart();
	return start.startsWith("<svg") || (/^<[?!]/.test(start) && start.includes("<svg"));
}
