import { acceptsType } from "./accept.ts";
import { FALLBACK_FORMAT, type ImageFormat, NEGOTIATED_FORMATS, OUTPUT_FORMATS } from "./format.ts";
import type { ImageRequest } from "./image-request.ts";
import { snapWidth, type WidthBuckets } from "./width.ts";

/** One photo at one bucket width in one format, or its master. */
export type Variant = {
	/** 32 lower-case hex digits. */
	readonly photoId: string;
	/** `null`: the master. */
	readonly cut: Cut | null;
};

/** The width and format in which a variant is cut. */
export type Cut = {
	/** Pixels, one of the buckets. */
	readonly bucket: number;
	readonly format: ImageFormat;
};

/**
 * Chooses the variant that answers a request. Its width is snapped to a bucket. Its format is the
 * one requested, else the first negotiated format that `Accept` names, else JPEG.
 *
 * @param acceptHeader the request's `Accept` header, or an empty string
 * @param buckets pixels, ascending
 * @param negotiated the negotiated formats, the preferred one first; default: WebP
 *
 * @example
 * const photoId = "048aef1505767106c7cb3094a726570b";
 * chooseVariant({ photoId, width: 400, dpr: 1, format: null }, "image/webp", [256, 416]);
 * // { photoId, cut: { bucket: 416, format: "webp" } }
 */
export function chooseVariant(
	request: ImageRequest,
	acceptHeader: string,
	buckets: WidthBuckets,
	negotiated?: readonly ImageFormat[] | undefined,
): Variant {
	if (request.width === null) return { photoId: request.photoId, cut: null };
	const needed = neededWidth(request.width, request.dpr);
	const format = request.format || negotiateFormat(acceptHeader, negotiated || NEGOTIATED_FORMATS);
	return {
		photoId: request.photoId,
		cut: { bucket: snapWidth(needed, buckets), format: format },
	};
}

/**
 * Returns the needed width of a request in device pixels: its width times its DPR, rounded up.
 *
 * @param width CSS pixels
 * @param dpr device pixels per CSS pixel, with at most three decimals
 *
 * @example
 * neededWidth(100, 1.1); // 110
 */
export function neededWidth(width: number, dpr: number): number {
	// The DPR in thousandths: 100 * 1.1 is 110.00000000000001, which would round up to 111.
	return Math.ceil((width * Math.round(dpr * 1000)) / 1000);
}

function negotiateFormat(acceptHeader: string, negotiated: readonly ImageFormat[]): ImageFormat {
	for (let i = 0; i < negotiated.length; i++) {
		const name = negotiated[i];
		if (name && acceptsType(acceptHeader, contentTypeOf(name))) return name;
	}
	return FALLBACK_FORMAT;
}

function contentTypeOf(name: ImageFormat): string {
	for (let i = 0; i < OUTPUT_FORMATS.length; i++) {
		const format = OUTPUT_FORMATS[i];
		if (format && format.name === name) return format.contentType;
	}
	return "";
}
