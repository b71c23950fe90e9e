/** What there is to know of a format in which photos come in. */
export type InputFormat = {
	/** How the code calls it. */
	readonly type: string;
	/** How people call it. */
	readonly label: string;
	/** Its media type. */
	readonly contentType: string;
	/** Whether browsers show it so widely that a master may keep its pixels as they came. */
	readonly isKept: boolean;
};

/**
 * Every format in which photos come in, in the order in which people are told of them. To add one, add a
 * row here, its magic bytes in `sniff.ts`, and a folder with its container.
 */
export const INPUT_FORMATS = [
	{ type: "jpeg", label: "JPEG", contentType: "image/jpeg", isKept: true },
	{ type: "png", label: "PNG", contentType: "image/png", isKept: true },
	{ type: "webp", label: "WebP", contentType: "image/webp", isKept: true },
	{ type: "gif", label: "GIF", contentType: "image/gif", isKept: false },
	{ type: "avif", label: "AVIF", contentType: "image/avif", isKept: false },
] as const satisfies readonly InputFormat[];

/** The image types that are accepted. */
export type ImageType = (typeof INPUT_FORMATS)[number]["type"];

/** The types of {@link INPUT_FORMATS}, in their order. */
export const IMAGE_TYPES: readonly ImageType[] = INPUT_FORMATS.map(({ type }) => type);

/**
 * The row of a format in the table of input formats.
 *
 * @example
 * inputFormat("jpeg").contentType; // "image/jpeg"
 */
export function inputFormat(type: ImageType): InputFormat {
	const row = INPUT_FORMATS.find((format) => format.type === type);
	if (!row) throw new Error(`There is no format ${type}`);
	return row;
}

/**
 * The formats as a sentence lists them.
 *
 * @example
 * inputFormatLabels(); // "JPEG, PNG, WebP, GIF and AVIF"
 */
export function inputFormatLabels(): string {
	const labels = INPUT_FORMATS.map(({ label }) => label);
	return `${labels.slice(0, -1).join(", ")} and ${labels.at(-1)}`;
}
