import { type ImageFormat, OUTPUT_FORMATS, type OutputFormat } from "../../url/format.ts";

/** Pixels; WebP has the lowest limit of our output formats (14 bits, RFC 9649 2.7). */
export const MAX_SIDE = 16383;

/**
 * Returns the row of a format in the table of output formats, `OUTPUT_FORMATS` in `url/format.ts`.
 *
 * @example
 * outputFormat("webp").contentType; // "image/webp"
 */
export function outputFormat(name: ImageFormat): OutputFormat {
	const row = OUTPUT_FORMATS.find((format) => format.name === name);
	if (!row) throw new Error(`Unknown output format: ${name}`);
	return row;
}
