import { acceptsType } from "./accept.ts";
import { FALLBACK_FORMAT, type ImageFormat, OUTPUT_FORMATS } from "./format.ts";
import type { ImageRequest } from "./image-url.ts";
import { snapWidth, type WidthBuckets } from "./width.ts";

/** One photo at one bucket width in one format; `null` stands for the master itself. */
export type Variant = {
	/** 32 lower-case hex digits. */
	readonly photoId: string;
	/** Bucket width in pixels and format; `null`: the master. */
	readonly cut: Cut | null;
};

/** How a variant is cut from its photo. */
export type Cut = {
	/** Pixels, one of the buckets. */
	readonly bucket: number;
	readonly format: ImageFormat;
};

/**
 * The variant that answers a request: its width snapped, its format as asked for, else the first that
 * `Accept` names of those that are negotiated, else JPEG.
 *
 * @param acceptHeader the request's `Accept`, or an empty string
 *
 * @example
 * chooseVariant({ photoId, width: 400, dpr: 1, format: null }, "image/webp", [256, 416]);
 * // { photoId, cut: { bucket: 416, format: "webp" } }
 */
export function chooseVariant(
	request: ImageRequest,
	acceptHeader: string,
	buckets: WidthBuckets,
): Variant {
	if (request.width === null) return { photoId: request.photoId, cut: null };
	const needed = neededWidth(request.width, request.dpr);
	const format = request.format || negotiateFormat(acceptHeader);
	return {
		photoId: request.photoId,
		cut: { bucket: snapWidth(needed, buckets), format: format },
	};
}

/**
 * The device pixels that a request needs: its width times its DPR, rounded up.
 *
 * @param width CSS pixels
 * @param dpr device pixels to a CSS pixel, in thousandths at the finest
 *
 * @example
 * neededWidth(100, 1.1); // 110
 */
export function neededWidth(width: number, dpr: number): number {
	// In whole thousandths: 100 * 1.1 is 110.00000000000001 and would round up to 111.
	return Math.ceil((width * Math.round(dpr * 1000)) / 1000);
}

function negotiateFormat(acceptHeader: string): ImageFormat {
	for (let i = 0; i < OUTPUT_FORMATS.length; i++) {
		const format = OUTPUT_FORMATS[i];
		if (format === undefined || !format.isNegotiated) continue;
		if (acceptsType(acceptHeader, format.contentType)) return format.name;
	}
	return FALLBACK_FORMAT;
}
