import { join, parse } from "node:path";
import type { ImageFormat } from "../../url/format.ts";

/** A variant that is wanted. */
export type Wanted = {
	/** Pixels. The variant is narrower if its photo is. */
	readonly width: number;
	readonly format: ImageFormat;
};

/**
 * Returns the path of a variant below the output folder. It has the width that was asked for, so that
 * it is known before the photo is read.
 *
 * @param name the path of the photo below the output folder
 *
 * @example
 * variantFile("2024/photo.jpg", { width: 400, format: "webp" }); // "2024/photo-400.webp"
 */
export function variantFile(name: string, { width, format }: Wanted): string {
	const { dir, name: stem } = parse(name);
	return join(dir, `${stem}-${width}.${format === "jpeg" ? "jpg" : format}`);
}

/**
 * Lists the variants of all widths and formats.
 *
 * @example
 * wantedVariants([400, 800], ["webp"]);
 * // [{ width: 400, format: "webp" }, { width: 800, format: "webp" }]
 */
export function wantedVariants(
	widths: readonly number[],
	formats: readonly ImageFormat[],
): readonly Wanted[] {
	return formats.flatMap((format) => widths.map((width) => ({ width, format })));
}
