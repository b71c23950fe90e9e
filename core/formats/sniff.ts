import { WidthwiseError } from "../errors.ts";
import { IMAGE_TYPES, type ImageType, inputFormatLabels } from "./tables/input.ts";

/** File types that are recognised, so that the refusal can name them. */
export type UnsupportedType =
	| "bmp"
	| "heic"
	| "ico"
	| "jp2"
	| "jxl"
	| "pdf"
	| "psd"
	| "raw"
	| "svg"
	| "tiff"
	| "video";

/** Bytes from the start of a file that {@link sniff} makes use of. */
export const SNIFF_BYTES = 256;

/** Magic bytes at the start, as Latin-1 text; longer ones before their own prefixes. */
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
 * The type of a file by its first bytes alone; names and extensions are ignored. Of a polyglot, what
 * its first bytes say.
 *
 * @param head The first {@link SNIFF_BYTES} bytes, or the whole file if it is shorter.
 * @returns `null` if the bytes are no known type.
 * @example
 * sniff(new TextEncoder().encode("GIF89a...")); // "gif"
 */
export function sniff(head: Uint8Array): ImageType | UnsupportedType | null {
	const text = String.fromCharCode(...head.subarray(0, SNIFF_BYTES));
	const magic = MAGIC.find(([prefix]) => text.startsWith(prefix));
	if (magic) return magic[1] === "tiff" && text.startsWith("CR", 8) ? "raw" : magic[1];
	if (text.startsWith("RIFF")) return sniffRiff(text);
	if (text.startsWith("ftyp", 4)) return sniffBrands(text);
	return isSvg(text) ? "svg" : null;
}

/**
 * The image type of a file, or the refusal that its owner can act on.
 *
 * @param head The first {@link SNIFF_BYTES} bytes, or the whole file if it is shorter.
 * @throws {WidthwiseError} `empty-file`, `not-an-image` or `unsupported-format`.
 * @example
 * requireImageType(await file.slice(0, SNIFF_BYTES).bytes()); // "jpeg"
 */
export function requireImageType(head: Uint8Array): ImageType {
	if (head.length === 0) {
		throw new WidthwiseError("empty-file", "The file is empty: choose one with a photo in it");
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
	if (type === "heic") {
		return "HEIC is not supported yet: export the photo as JPEG and upload that";
	}
	if (type === "raw") {
		return "Raw files are not supported: develop the photo, export it as JPEG and upload that";
	}
	const name = type === "video" ? "Video" : type === "jp2" ? "JPEG 2000" : type.toUpperCase();
	return `${name} is not supported: ${inputFormatLabels()} are accepted`;
}

/** RIFF: four letters, a size, then what it holds (RFC 9649 2.4). */
function sniffRiff(text: string): ImageType | UnsupportedType | null {
	if (text.startsWith("WEBP", 8)) return "webp";
	return text.startsWith("AVI ", 8) ? "video" : null;
}

/**
 * ISO/IEC 14496-12 4.3: the major brand, a version, then the compatible brands. A major brand that
 * names no codec (`mif1`, `msf1`) leaves it to the compatible ones.
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
