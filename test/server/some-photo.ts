import { momentOf } from "../../worker/catalogue/arrival.ts";
import type { Photo } from "../../worker/catalogue/photo.ts";

/** A published photo with default values for the fields that are not given. */
export function somePhoto(fields: Partial<Photo>): Photo {
	const arrival = fields.arrival ?? 1;
	return {
		id: "0".repeat(32),
		status: "published",
		filename: "photo.jpg",
		title: null,
		caption: null,
		type: "jpeg",
		originalBytes: 1,
		frames: 1,
		width: 3,
		height: 2,
		masterBytes: 1,
		masterType: "image/jpeg",
		takenAt: null,
		metadata: {},
		showsPosition: false,
		showsWords: null,
		placeholder: null,
		firstBuckets: null,
		avifBuckets: null,
		version: 1,
		urlVersion: 1,
		errorCode: null,
		errorMessage: null,
		attempts: 1,
		arrival,
		archiveTime: momentOf(arrival).getTime(),
		createdAt: new Date(0),
		updatedAt: new Date(0),
		publishedAt: null,
		...fields,
	};
}
