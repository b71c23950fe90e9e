import type { ImageFormat } from "widthwise";
import { LARGE_WIDTH, type PhotoBytes, REFERENCE_WIDTH } from "widthwise/tuning";

/** One encoded picture. */
export type Encoding = {
	readonly format: ImageFormat;
	/** Pixels. */
	readonly width: number;
	readonly bytes: number;
};

/** A photo and its encodings. */
export type MeasuredPhoto = PhotoBytes & { readonly encodings: readonly Encoding[] };

/**
 * Reads the output of `measure.ts`. Photos too small for both reference widths are left out.
 *
 * @example
 * const photos = readEncodings(await Bun.file("encodings.csv").text());
 */
export function readEncodings(csv: string): readonly MeasuredPhoto[] {
	const photos = new Map<string, { aspect: number; encodings: Encoding[] }>();
	for (const line of csv.trim().split("\n").slice(1)) {
		const [photo = "", aspect, format, width, bytes] = line.split(",");
		if (format !== "webp" && format !== "jpeg" && format !== "avif") continue;
		const entry = photos.get(photo) ?? { aspect: Number(aspect), encodings: [] };
		entry.encodings.push({ format, width: Number(width), bytes: Number(bytes) });
		photos.set(photo, entry);
	}
	return [...photos.values()].flatMap(({ aspect, encodings }) => {
		const webpBytes = (atWidth: number): number | undefined =>
			encodings.find(({ format, width }) => format === "webp" && width === atWidth)?.bytes;
		const [referenceBytes, largeBytes] = [webpBytes(REFERENCE_WIDTH), webpBytes(LARGE_WIDTH)];
		if (referenceBytes === undefined || largeBytes === undefined) return [];
		return [{ aspect, referenceBytes, largeBytes, encodings }];
	});
}
