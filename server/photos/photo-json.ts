import type { Photo, PhotoPosition } from "@widthwise/worker/catalogue";
import { srcset, type WidthBuckets } from "widthwise";
import { imagePath } from "widthwise/url";
import type { ApproximatePosition } from "./approximate-position.ts";
import type { PublicWords, ShownPhoto } from "./shown-photo.ts";

/** A photo in the API's JSON. What the camera recorded, and words that are shown, are further fields. */
export type PhotoJson = {
	readonly id: string;
	readonly status: Photo["status"];
	/** For the owner, and for visitors if it is shown. */
	readonly filename?: string;
	readonly title: string | null;
	readonly caption: string | null;
	/** Pixels, upright; the master's once the photo is published. */
	readonly width: number;
	readonly height: number;
	/** Bytes of the master; `null` until the photo is published. */
	readonly bytes: number | null;
	readonly takenAt: string | null;
	/** Whether visitors see the approximate position. */
	readonly showsPosition: boolean;
	/** The master's URL, without a query. */
	readonly url: string;
	readonly srcset: string;
	/** The same in AVIF; `null` until the photo has an AVIF set. */
	readonly avifSrcset: string | null;
	readonly placeholder: string | null;
	readonly error: { readonly code: string; readonly message: string } | null;
	readonly [field: string]: unknown;
};

/** Where images are served, in which widths, whether AVIF is offered, which words visitors see, and what phones get. */
export type ImageAddresses = {
	readonly imageUrl: string;
	readonly buckets: WidthBuckets;
	readonly avif: boolean;
	readonly publicWords: PublicWords;
	/** Whether phones with three pixels a CSS pixel get images for two. */
	readonly capPhones: boolean;
};

/**
 * Builds the URL of a photo's images, without a query. Its name ends with the version of publishing that
 * made them: caches keep images for a year, and another version makes other bytes. The server ignores
 * the name.
 *
 * @example
 * photoUrl(photo, ""); // "/media/<id>/blue-hour.v1.jpg"
 */
export function photoUrl(
	{ id, slug, urlVersion }: Pick<ShownPhoto, "id" | "slug" | "urlVersion">,
	imageUrl: string,
): string {
	return imageUrl + imagePath(id, urlVersion === 0 ? slug : `${slug}.v${urlVersion}`);
}

/**
 * Builds the API's JSON of a photo.
 *
 * @param position the exact position for the owner, the approximate one if visitors may see it;
 *   left out if not given
 *
 * @example
 * photoJson(forVisitors(photo, words), { imageUrl: "", buckets: DEFAULT_BUCKETS, avif: true });
 */
export function photoJson(
	photo: ShownPhoto,
	{ imageUrl, buckets, avif }: Omit<ImageAddresses, "publicWords" | "capPhones">,
	position?: PhotoPosition | ApproximatePosition | null,
): PhotoJson {
	const url = photoUrl(photo, imageUrl);
	// A set for other buckets lacks some of these.
	const hasAvif = avif && photo.avifBuckets === buckets.join();
	return {
		// First, so that metadata from a file cannot replace our own fields.
		...photo.metadata,
		id: photo.id,
		status: photo.status,
		...(photo.filename !== null && { filename: photo.filename }),
		title: photo.title,
		caption: photo.caption,
		width: photo.width,
		height: photo.height,
		bytes: photo.masterBytes,
		frames: photo.frames,
		takenAt: photo.takenAt,
		showsPosition: photo.showsPosition,
		...(photo.audience === "owner" && { showsWords: photo.showsWords }),
		url,
		srcset: srcset(url, photo.width, buckets),
		avifSrcset: hasAvif ? srcset(url, photo.width, buckets, "avif") : null,
		placeholder: photo.placeholder,
		error:
			photo.status !== "failed" || photo.errorCode === null
				? null
				: { code: photo.errorCode, message: photo.errorMessage ?? "" },
		createdAt: photo.createdAt.toISOString(),
		publishedAt: photo.publishedAt?.toISOString() ?? null,
		...(position === undefined ? {} : { position }),
	};
}
