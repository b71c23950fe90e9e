/** A format in which variants are delivered. */
export type ImageFormat = "webp" | "jpeg" | "avif";

/** A row of the table of output formats. */
export type OutputFormat = {
	/** The name in URLs and keys. */
	readonly name: ImageFormat;
	/** The media type. */
	readonly contentType: string;
	/** The quality of variants, on the encoder's own scale of 1 to 100. */
	readonly quality: number;
};

/** All output formats. To add one, add a row here and an encoder to an engine. */
export const OUTPUT_FORMATS: readonly OutputFormat[] = [
	{ name: "webp", contentType: "image/webp", quality: 78 },
	{ name: "jpeg", contentType: "image/jpeg", quality: 80 },
	{ name: "avif", contentType: "image/avif", quality: 50 },
];

/**
 * The formats of which a request without a `format` parameter gets the first that its `Accept` header
 * names, unless the site has chosen others.
 */
export const NEGOTIATED_FORMATS: readonly ImageFormat[] = ["webp"];

/**
 * A format that every browser shows: for requests whose `Accept` header names no negotiated one.
 */
export const FALLBACK_FORMAT: ImageFormat = "jpeg";

/**
 * Parses the name of an output format; `null` for an unknown name.
 *
 * @example
 * parseFormat("webp"); // "webp"
 * parseFormat("png"); // null
 */
export function parseFormat(text: string): ImageFormat | null {
	for (let i = 0; i < OUTPUT_FORMATS.length; i++) {
		const format = OUTPUT_FORMATS[i];
		if (format && format.name === text) return format.name;
	}
	return null;
}

/**
 * Lists the names of all output formats, for use in a sentence.
 *
 * @example
 * formatNames(); // "webp, jpeg or avif"
 */
export function formatNames(): string {
	let list = "";
	for (let i = 0; i < OUTPUT_FORMATS.length; i++) {
		const format = OUTPUT_FORMATS[i];
		if (i > 0) list += i === OUTPUT_FORMATS.length - 1 ? " or " : ", ";
		list += format ? format.name : "";
	}
	return list;
}
