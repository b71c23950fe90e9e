import type { Photo, PhotoPosition } from "@widthwise/worker/catalogue";
import { srcset, type WidthBuckets } from "widthwise";
import { imagePath } from "widthwise/url";
import type { RoughPosition } from "./rough-position.ts";

/** What the API says of a photo; the camera's facts are beside these fields. */
export type PhotoJson = {
	readonly id: string;
	readonly status: Photo["status"];
	readonly filename: string;
	readonly title: string | null;
	readonly caption: string | null;
	/** Pixels, upright: the master's, once it is published. */
	readonly width: number;
	readonly height: number;
	/** Bytes of the master; `null` until it is published. */
	readonly bytes: number | null;
	readonly takenAt: string | null;
	/** Whether visitors are told roughly where it was taken. */
	readonly showsPosition: boolean;
	/** The master's address, without a query. */
	readonly url: string;
	readonly srcset: string;
	readonly placeholder: string | null;
	readonly error: { readonly code: string; readonly message: string } | null;
	readonly [fact: string]: unknown;
};

/** Where images are and which widths they have. */
export type ImageAddresses = { readonly imageUrl: string; readonly buckets: WidthBuckets };

/**
 * The address of a photo's images, without a query.
 *
 * @example
 * photoUrl(photo, ""); // "/media/<id>/blue-hour.jpg"
 */
export function photoUrl({ id, slug }: Pick<Photo, "id" | "slug">, imageUrl: string): string {
	return imageUrl + imagePath(id, slug);
}

/**
 * A photo as the API shows it. Its position is there only where it is handed in: for the owner, or
 * roughly, if the owner shows it.
 *
 * @example
 * photoJson(photo, { imageUrl: "", buckets: DEFAULT_BUCKETS });
 */
export function photoJson(
	photo: Photo,
	{ imageUrl, buckets }: ImageAddresses,
	position?: PhotoPosition | RoughPosition | null,
): PhotoJson {
	const url = photoUrl(photo, imageUrl);
	return {
		// First, so that no fact from a file can stand in for one of ours.
		...photo.metadata,
		id: photo.id,
		status: photo.status,
		filename: photo.filename,
		title: photo.title,
		caption: photo.caption,
		width: photo.width,
		height: photo.height,
		bytes: photo.masterBytes,
		frames: photo.frames,
		takenAt: photo.takenAt,
		showsPosition: photo.showsPosition,
		url,
		srcset: srcset(url, photo.width, buckets),
		placeholder: photo.placeholder,
		error:
			photo.errorCode === null
				? null
				: { code: photo.errorCode, message: photo.errorMessage ?? "" },
		createdAt: photo.createdAt.toISOString(),
		publishedAt: photo.publishedAt?.toISOString() ?? null,
		...(position === undefined ? {} : { position }),
	};
}
