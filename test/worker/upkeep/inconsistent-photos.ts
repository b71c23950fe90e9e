import { masterKey, originalKey, verdictKey } from "widthwise/url";
import { type PhotoParts, SOME_BYTES } from "../photo-parts.ts";
import { photoId } from "../photos.ts";

/** Makes a photo of every kind that an audit can find, and sound ones; returns their ids by kind. */
export async function createInconsistentPhotos(parts: PhotoParts) {
	const { catalogue, media, publicStore, publish, receive } = parts;
	const [sound, unpublished, lost, interrupted, waiting, broken] = [
		await publish(1),
		await publish(2),
		await publish(3),
		await receive(4),
		await receive(5),
		await receive(6),
	];
	await publicStore.delete(masterKey(unpublished));
	await media.delete(originalKey(lost));
	await catalogue.markFailed(interrupted, "unavailable", "The store does not answer");
	await catalogue.markFailed(broken, "truncated-file", "The file ends too soon");
	const [unrecorded, strayVariant, strayVerdict] = [photoId(7), photoId(8), photoId(9)];
	const type = { contentType: "image/jpeg" };
	await media.put(originalKey(unrecorded), SOME_BYTES, type);
	await publicStore.put(masterKey(unrecorded), SOME_BYTES, type);
	// An unfinished deletion: the sweep continues it, so the audit does not report it.
	const halfDeleted = await publish(10);
	await catalogue.beginDeletion(halfDeleted, null);
	await publicStore.put(`photos/${strayVariant}/w640.webp`, SOME_BYTES, type);
	await media.put(verdictKey(strayVerdict), SOME_BYTES, type);
	// Not one of our objects.
	await publicStore.put("photos/readme.txt", SOME_BYTES, type);
	const strays = [strayVariant, strayVerdict];
	return { sound, unpublished, lost, interrupted, waiting, broken, strays, unrecorded };
}
