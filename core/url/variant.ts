import { acceptsWebp } from "./accept.ts";
import type { ImageRequest } from "./image-url.ts";
import { accept, type Result, refuse } from "./result.ts";
import { parseWidth, snapWidth, type WidthBuckets } from "./width.ts";

/** A format a variant can have. */
export type ImageFormat = "webp" | "jpeg" | "avif";

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
 * The variant that answers a request: its width snapped, its format as asked for, else WebP where
 * `Accept` names it, else JPEG.
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
	const format = request.format || (acceptsWebp(acceptHeader) ? "webp" : "jpeg");
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

/**
 * The key of a variant: of its object in the public store, and of its entry in every cache.
 *
 * @example
 * variantKey({ photoId: id, cut: { bucket: 416, format: "webp" } }); // "photos/<id>/w416.webp"
 * variantKey({ photoId: id, cut: null }); // "photos/<id>/master"
 */
export function variantKey(variant: Variant): string {
	const prefix = `photos/${variant.photoId}/`;
	if (variant.cut === null) return `${prefix}master`;
	return `${prefix}w${variant.cut.bucket}.${variant.cut.format}`;
}

/**
 * Reads a variant key back; the inverse of {@link variantKey}. Widths that are not a bucket are
 * refused, so that nobody can have other sizes cut than ours.
 *
 * @example
 * parseVariantKey("photos/<id>/w416.webp", [256, 416]); // { ok: true, value: { photoId, cut } }
 */
export function parseVariantKey(key: string, buckets: WidthBuckets): Result<Variant> {
	const match = /^photos\/([0-9a-f]{32})\/(?:master|w([0-9]{1,5})\.(webp|jpeg|avif))$/.exec(key);
	if (!match) return refuse("not-found", "No such image");
	const photoId = match[1] || "";
	const format = parseFormat(match[3] || "");
	if (format === null) return accept({ photoId: photoId, cut: null });
	const bucket = parseWidth(match[2] || "");
	if (buckets.indexOf(bucket) < 0) return refuse("not-found", "No such width");
	return accept({ photoId: photoId, cut: { bucket: bucket, format: format } });
}

/**
 * Reads the name of a format; `null` for a name we do not know.
 *
 * @example
 * parseFormat("webp"); // "webp"
 */
export function parseFormat(text: string): ImageFormat | null {
	return text === "webp" || text === "jpeg" || text === "avif" ? text : null;
}
