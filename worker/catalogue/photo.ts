import type { PhotoMetadata } from "widthwise";

/** Where a photo stands: `received` -> `processing` -> `published` or `failed`. */
export type PhotoStatus = "received" | "processing" | "published" | "failed";

/** Where a photo was taken: for the owner only. */
export type PhotoPosition = NonNullable<PhotoMetadata["position"]>;

/** What the original says of itself and everybody may know; empty until it was read. */
export type PublicMetadata = Partial<
	Omit<PhotoMetadata, "takenAt" | "position" | "title" | "caption">
>;

/** A photo's record, without its position. */
export type Photo = {
	/** The first 32 hex digits of the original's SHA-256. */
	readonly id: string;
	readonly status: PhotoStatus;
	/** The original's name as it was uploaded, cleaned. */
	readonly filename: string;
	/** The readable part of its address. */
	readonly slug: string;
	readonly title: string | null;
	readonly caption: string | null;
	/** The original's image type: `jpeg`, `png` ... */
	readonly type: string;
	readonly originalBytes: number;
	/** Pictures in the original: more than 1 in an animation. */
	readonly frames: number;
	/** Pixels: the master's once it is published, until then the upright original's. */
	readonly width: number;
	readonly height: number;
	/** Bytes of the master; `null` until it is published. */
	readonly masterBytes: number | null;
	/** The master's media type; `null` until it is published. */
	readonly masterType: string | null;
	/** ISO 8601, with an offset only if the camera noted one. */
	readonly takenAt: string | null;
	readonly metadata: PublicMetadata;
	/** Whether the owner lets everybody know roughly where it was taken. */
	readonly showsPosition: boolean;
	/** A tiny blurred picture as a `data:` URL. */
	readonly placeholder: string | null;
	/** Why it failed: for programs, and for the photographer. */
	readonly errorCode: string | null;
	readonly errorMessage: string | null;
	/** How often it was tried since it was last received. */
	readonly attempts: number;
	/** Its place among all photos, larger is newer; see `arrivalOf`. */
	readonly arrival: number;
	/** When it was received. */
	readonly createdAt: Date;
	readonly updatedAt: Date;
	readonly publishedAt: Date | null;
};

/** What is known of a photo when its file has arrived. */
export type ReceivedPhoto = Pick<
	Photo,
	"id" | "filename" | "slug" | "type" | "originalBytes" | "frames" | "width" | "height" | "arrival"
>;

/** What the owner says of a photo; what is left out stays. */
export type PhotoEdit = {
	readonly title?: string | null;
	readonly caption?: string | null;
	readonly showsPosition?: boolean;
};

/** What publishing made: the master's size in pixels and bytes, its media type, the placeholder. */
export type PublishedPhoto = {
	readonly width: number;
	readonly height: number;
	readonly bytes: number;
	readonly contentType: string;
	readonly placeholder: string;
};

/** A page of photos, newest first; `cursor` asks for the next one, `null` after the last. */
export type PhotoPage = { readonly photos: readonly Photo[]; readonly cursor: string | null };

/** What a link to a photo is made of, and when the photo changed. */
export type PhotoLink = Pick<Photo, "id" | "slug" | "updatedAt">;

/** The published photos on either side of one; `null` at the ends. */
export type Neighbours = { readonly newer: Photo | null; readonly older: Photo | null };

/** A photo that was deleted, of which something may be kept still. */
export type UnfinishedDeletion = {
	readonly photoId: string;
	/** The CDN's distribution that is still to be told; `null` if none is. */
	readonly distributionId: string | null;
};

/** A photo's status as it changed; `removed` when it is gone. */
export type PhotoEvent = {
	readonly id: string;
	readonly status: PhotoStatus | "removed";
	/**
	 * What happens while the status stays, `null` for a change of the status: a worker begins to publish
	 * it, or nothing is kept any more of what was removed.
	 */
	readonly step: "publishing" | "cleared" | null;
	/** Whether visitors have ever seen it. */
	readonly wasPublished: boolean;
};
