import { type ImageFormat, OUTPUT_FORMATS, type OutputFormat } from "../../url/format.ts";

/**
 * The row of a format in the table of output formats (`url/format.ts`, which the edge reads, too).
 *
 * @example
 * outputFormat("webp").contentType; // "image/webp"
 */
export function outputFormat(name: ImageFormat): OutputFormat {
	const row = OUTPUT_FORMATS.find((format) => format.name === name);
	if (!row) throw new Error(`There is no format ${name}`);
	return row;
}
