import type { PhotoMetadata, WidthBuckets } from "widthwise";
import type { PhotoSearch } from "./photo-search.ts";

/** A photo's status: `received` -> `processing` -> `published` or `failed`. */
export type PhotoStatus = "received" | "processing" | "published" | "failed";

/** Where a photo was taken: for the owner only. */
export type PhotoPosition = NonNullable<PhotoMetadata["position"]>;

/** The original's metadata, but for what has a column of its own; empty until it was read. */
export type StoredMetadata = Partial<
	Omit<PhotoMetadata, "takenAt" | "position" | "title" | "caption">
>;

/** A photo's record, without its position. */
export type Photo = {
	/** The first 32 hex digits of the original's SHA-256. */
	readonly id: string;
	readonly status: PhotoStatus;
	/** The original's file name, made safe to store and show. */
	readonly filename: string;
	readonly title: string | null;
	readonly caption: string | null;
	/** The original's image type, such as `jpeg`. */
	readonly type: string;
	readonly originalBytes: number;
	/** Frames in the original: more than 1 in an animation. */
	readonly frames: number;
	/** Pixels: of the upright original, and of the master once the photo is published. */
	readonly width: number;
	readonly height: number;
	/** The master's size in bytes; `null` until the photo is published. */
	readonly masterBytes: number | null;
	/** The master's media type; `null` until the photo is published. */
	readonly masterType: string | null;
	/** ISO 8601, with an offset only if the camera recorded one. */
	readonly takenAt: string | null;
	readonly metadata: StoredMetadata;
	/** Whether the owner shows visitors roughly where the photo was taken. */
	readonly showsPosition: boolean;
	/**
	 * Whether visitors see all words of its metadata (`true`) or only title and caption (`false`); `null`:
	 * those that the settings name.
	 */
	readonly showsWords: boolean | null;
	/** A tiny blurred picture as a `data:` URL. */
	readonly placeholder: string | null;
	/** The buckets of its first set, likewise; see `avifBuckets`. */
	readonly firstBuckets: string | null;
	/**
	 * The buckets of its AVIF set, written like `WIDTH_BUCKETS`: all up to the master's width are stored.
	 * `null` if it has no set.
	 */
	readonly avifBuckets: string | null;
	/** The version of publishing that made what is public; see `PUBLISHING_VERSION`. */
	readonly version: number;
	/** The version in the names of its images: caches hold no older bytes under these. */
	readonly urlVersion: number;
	/** Why publishing failed, for programs; of a published photo, why it could not be renewed. */
	readonly errorCode: string | null;
	/** Why publishing failed, for the owner. */
	readonly errorMessage: string | null;
	/** Attempts since the photo was last received. */
	readonly attempts: number;
	/** The time by which the archive sorts the photo, in milliseconds; see `archiveTimeOf`. */
	readonly archiveTime: number;
	/** The photo's sort key by upload, larger is newer; see `arrivalOf`. */
	readonly arrival: number;
	/** When the photo was received. */
	readonly createdAt: Date;
	readonly updatedAt: Date;
	readonly publishedAt: Date | null;
};

/** What is known about a photo when its file has arrived. */
export type ReceivedPhoto = Pick<
	Photo,
	"id" | "filename" | "type" | "originalBytes" | "frames" | "width" | "height" | "arrival"
>;

/** A change by the owner: a field that is left out stays as it is, `null` deletes it. */
export type PhotoEdit = {
	readonly title?: string | null;
	readonly caption?: string | null;
	/** ISO 8601, as precise as it is known. Replaces what the file says, also if it is `null`. */
	readonly takenAt?: string | null;
	readonly showsPosition?: boolean;
	/** `null`: as the settings say. */
	readonly showsWords?: boolean | null;
};

/**
 * The result of publishing: the master's size in pixels and bytes, its media type, the placeholder, and
 * the version of publishing.
 */
export type PublishedPhoto = {
	readonly width: number;
	readonly height: number;
	readonly bytes: number;
	readonly contentType: string;
	readonly placeholder: string;
	readonly version: number;
};

/**
 * What the background lane cuts of a photo: in WebP at the buckets that first visitors request, or in AVIF
 * at all buckets.
 */
export type VariantSet = "first" | "avif";

/** The buckets of each set, in pixels, ascending; `null` if photos do not get the set. */
export type VariantSets = Readonly<Record<VariantSet, WidthBuckets | null>>;

/** By the time at which photos were taken, or at which they were uploaded. */
export type ArchiveOrder = "taken" | "uploaded";

/** Asks for a page of at most `limit` (1 to 200) photos, newest first; `cursor`: where it begins. */
export type PhotoQuery = {
	readonly cursor: string | null;
	readonly limit: number;
	readonly publishedOnly: boolean;
	readonly order: ArchiveOrder;
	/** Default: all photos. */
	readonly search?: PhotoSearch;
};

/** A page of photos, newest first; `cursor` leads to the next page and is `null` on the last. */
export type PhotoPage = { readonly photos: readonly Photo[]; readonly cursor: string | null };

/** What links to a photo are made of, and when the photo last changed. */
export type PhotoLink = Pick<
	Photo,
	"id" | "title" | "filename" | "takenAt" | "showsWords" | "urlVersion" | "updatedAt"
>;

/** The published photos before and after a photo; `null` at the ends. */
export type Neighbours = { readonly newer: Photo | null; readonly older: Photo | null };

/** A deleted photo of which objects may be left. */
export type UnfinishedDeletion = {
	readonly photoId: string;
	/** The CDN distribution that is still to be invalidated; `null` if none is. */
	readonly distributionId: string | null;
};

/** A change of a photo's status; `removed` once the photo is deleted. */
export type PhotoEvent = {
	readonly id: string;
	readonly status: PhotoStatus | "removed";
	/**
	 * A step within a status, `null` for a change of status: `publishing` when a worker begins to publish
	 * the photo, `replaced` when its public files have been made again, `cleared` when nothing is left of a deleted photo.
	 */
	readonly step: "publishing" | "replaced" | "cleared" | null;
	/** Whether the photo has ever been public. */
	readonly wasPublished: boolean;
};
