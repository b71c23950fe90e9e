/** A row of the table of input formats. */
export type InputFormat = {
	/** The name in code: the subtype of the media type. */
	readonly type: string;
	/** The name for people. */
	readonly label: string;
	/** The media type. */
	readonly contentType: string;
	/**
	 * Whether a master may keep its compressed pixels: nearly all browsers show the format, and stripping
	 * finds the end of its pixels, so that nothing can hide behind them.
	 */
	readonly isKept: boolean;
};

/**
 * All input formats, in the order of lists for people. To add one, add a row here, its magic bytes
 * in `sniff.ts`, and a folder with its container.
 */
export const INPUT_FORMATS = [
	{ type: "jpeg", label: "JPEG", contentType: "image/jpeg", isKept: true },
	{ type: "png", label: "PNG", contentType: "image/png", isKept: true },
	{ type: "webp", label: "WebP", contentType: "image/webp", isKept: false },
	{ type: "gif", label: "GIF", contentType: "image/gif", isKept: false },
	{ type: "avif", label: "AVIF", contentType: "image/avif", isKept: false },
	{ type: "heic", label: "HEIC", contentType: "image/heic", isKept: false },
	{ type: "jxl", label: "JPEG XL", contentType: "image/jxl", isKept: false },
] as const satisfies readonly InputFormat[];

/** The type of an input format. */
export type ImageType = (typeof INPUT_FORMATS)[number]["type"];

/** The types of {@link INPUT_FORMATS}, in their order. */
export const IMAGE_TYPES: readonly ImageType[] = INPUT_FORMATS.map(({ type }) => type);

/**
 * Returns the row of a format in the table of input formats.
 *
 * @example
 * inputFormat("jpeg").contentType; // "image/jpeg"
 */
export function inputFormat(type: ImageType): InputFormat {
	const row = INPUT_FORMATS.find((format) => format.type === type);
	if (!row) throw new Error(`Unknown input format: ${type}`);
	return row;
}

/**
 * Lists the labels of all input formats, for use in a sentence.
 *
 * @example
 * inputFormatLabels(); // "JPEG, PNG, WebP, GIF, AVIF, HEIC and JPEG XL"
 */
export function inputFormatLabels(): string {
	const labels = INPUT_FORMATS.map(({ label }) => label);
	return `${labels.slice(0, -1).join(", ")} and ${labels.at(-1)}`;
}
