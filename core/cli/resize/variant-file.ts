import { join, parse } from "node:path";
import type { ResizeOutput } from "../../resize/resize-options.ts";
import type { ImageFormat } from "../../url/format.ts";

/** A variant that is wanted. It is smaller if its photo is. */
export type Wanted = Pick<ResizeOutput, "width" | "height" | "fit"> & {
	readonly format: ImageFormat;
};

/**
 * Returns the path of a variant below the output folder. It has the size that was asked for, so that
 * it is known before the photo is read.
 *
 * @param name the path of the photo below the output folder
 *
 * @example
 * variantFile("2024/photo.jpg", { width: 400, format: "webp" }); // "2024/photo-400.webp"
 * variantFile("a.jpg", { width: 400, height: 300, format: "webp" }); // "a-400x300.webp"
 */
export function variantFile(name: string, { width, height, format }: Wanted): string {
	const { dir, name: stem } = parse(name);
	const size = height === undefined ? width : `${width}x${height}`;
	return join(dir, `${stem}-${size}.${format === "jpeg" ? "jpg" : format}`);
}

/**
 * Lists the variants of all widths and formats.
 *
 * @param box what else their sizes have in common
 *
 * @example
 * wantedVariants([400, 800], ["webp"]);
 * // [{ width: 400, format: "webp" }, { width: 800, format: "webp" }]
 */
export function wantedVariants(
	widths: readonly number[],
	formats: readonly ImageFormat[],
	box: Pick<Wanted, "height" | "fit"> = {},
): readonly Wanted[] {
	return formats.flatMap((format) => widths.map((width) => ({ ...box, width, format })));
}
