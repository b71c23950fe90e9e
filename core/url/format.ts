/** A format that variants can have. */
export type ImageFormat = "webp" | "jpeg" | "avif";

/** What there is to know of a format that variants can have. */
export type OutputFormat = {
	/** Its name in URLs and keys. */
	readonly name: ImageFormat;
	/** Its media type. */
	readonly contentType: string;
	/** The quality of variants, on its encoder's own scale of 1 to 100. */
	readonly quality: number;
	/** Whether a visitor gets it without asking for it by name, where the `Accept` header names it. */
	readonly isNegotiated: boolean;
};

/**
 * Every format that variants can have, in the order in which they are negotiated. To add one, add a row
 * here and an encoder to an engine.
 */
export const OUTPUT_FORMATS: readonly OutputFormat[] = [
	{ name: "webp", contentType: "image/webp", quality: 78, isNegotiated: true },
	{ name: "jpeg", contentType: "image/jpeg", quality: 80, isNegotiated: false },
	{ name: "avif", contentType: "image/avif", quality: 50, isNegotiated: false },
];

/** What every browser can show: for visitors whose `Accept` header names nothing better. */
export const FALLBACK_FORMAT: ImageFormat = "jpeg";

/**
 * Reads the name of a format; `null` for a name we do not know.
 *
 * @example
 * parseFormat("webp"); // "webp"
 */
export function parseFormat(text: string): ImageFormat | null {
	for (let i = 0; i < OUTPUT_FORMATS.length; i++) {
		const format = OUTPUT_FORMATS[i];
		if (format && format.name === text) return format.name;
	}
	return null;
}

/**
 * The names of all formats, as a sentence lists them.
 *
 * @example
 * formatNames(); // "webp, jpeg or avif"
 */
export function formatNames(): string {
	let names = "";
	for (let i = 0; i < OUTPUT_FORMATS.length; i++) {
		const format = OUTPUT_FORMATS[i];
		if (i > 0) names += i === OUTPUT_FORMATS.length - 1 ? " or " : ", ";
		names += format ? format.name : "";
	}
	return names;
}
