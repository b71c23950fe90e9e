import type { PhotoMetadata } from "widthwise";
import { PUBLISHING_VERSION } from "widthwise/photo";
import type { PublishedPhoto, ReceivedPhoto } from "../../worker/catalogue/photo.ts";

/** Makes a photo id from a number. */
export function photoId(number: number): string {
	return number.toString(16).padStart(32, "0");
}

/** Makes a received photo from a number. */
export function receivedPhoto(number: number): ReceivedPhoto {
	return {
		id: photoId(number),
		filename: `Photo ${number}.jpg`,
		type: "jpeg",
		originalBytes: 5_000_000_000 + number,
		frames: 1,
		width: 6000,
		height: 4000,
		arrival: 1_700_000_000_000_000 + number,
	};
}

/** The result of publishing a photo. */
export const publishedPhoto: PublishedPhoto = {
	width: 2560,
	height: 1707,
	bytes: 700_000,
	contentType: "image/jpeg",
	placeholder: "data:image/webp;base64,AAAA",
	version: PUBLISHING_VERSION,
};

/** Metadata with every field set. */
export const fullMetadata: PhotoMetadata = {
	camera: "Canon EOS 5D Mark III",
	lens: "24-70 mm",
	exposure: 0.004,
	aperture: 2.8,
	iso: 400,
	focalLength: 35,
	focalLength35: 35,
	takenAt: "2016-01-12T15:33:28+01:00",
	position: { latitude: 50.94, longitude: 6.96, altitude: null },
	copyright: "© Ada 'Å' Byron",
	artist: "Ada Byron",
	title: "Title in the file",
	caption: "Caption in the file",
	keywords: ["dusk", "blue hour"],
};
