import type { Engine, Store } from "widthwise";
import { createBudget } from "widthwise/internal";
import { strip } from "widthwise/photo";
import { masterKey, mezzanineKey, originalKey, variantKey } from "widthwise/url";
import { createInspector } from "../../../core/photo/inspection/create-inspector.ts";
import type { BackgroundTask } from "../../../worker/background/lane.ts";
import { createNewUrls } from "../../../worker/background/new-urls.ts";
import { createRenewal } from "../../../worker/background/renewal.ts";
import type { Cdn } from "../../../worker/deletion/cdn.ts";
import { createWorkerPublisher } from "../../../worker/publishing/publisher.ts";
import { drawn } from "../../server/drawn-photos.ts";
import type { PhotoParts } from "../photo-parts.ts";
import { publishedPhoto } from "../photos.ts";

/** What an older version left in public files. */
export const SECRET = "serial number 12345";

const JPEG = { contentType: "image/jpeg" };

/** The original of a photo that an older version published. */
export const originalOf = (number: number): Uint8Array => drawn(number, "jpeg", 64, 48);

/** Publishes a photo as an older version did: everything public ends with private text. */
export function publishOld(parts: PhotoParts, number: number): Promise<string> {
	return publishFiles(parts, number, Buffer.concat([originalOf(number), Buffer.from(SECRET)]));
}

/** Publishes a photo as an older version did, with nothing private in it. */
export async function publishClean(parts: PhotoParts, number: number): Promise<string> {
	return publishFiles(parts, number, await strip(originalOf(number), { orientation: "drop" }));
}

async function publishFiles(
	{ catalogue, media, publicStore, receive }: PhotoParts,
	number: number,
	file: Uint8Array,
): Promise<string> {
	const photoId = await receive(number);
	await media.put(originalKey(photoId), originalOf(number), JPEG);
	const metadata = { width: "64", height: "48", "encoded-by-us": "false", mezzanines: "60" };
	await publicStore.put(mezzanineKey(photoId, 60), file, JPEG);
	await publicStore.put(variantKey({ photoId, cut: { bucket: 48, format: "webp" } }), file, JPEG);
	await publicStore.put(masterKey(photoId), file, { ...JPEG, metadata });
	await catalogue.markPublished(photoId, { ...publishedPhoto, version: 0 });
	return photoId;
}

/** Makes the task that renews photos; `engine` publishes them into the parts' public store. */
export function renewalOf(
	parts: PhotoParts,
	options: { readonly engine: Engine; readonly cdn?: Cdn; readonly now?: () => number },
): BackgroundTask {
	const { engine, cdn = null, now } = options;
	const all = { ...parts, inspector: createInspector(), cdn, keepCopyright: false };
	return createRenewal({
		...all,
		publisher: createWorkerPublisher({
			...all,
			engine,
			maxPixels: 1e6,
			memory: createBudget(1e9),
		}),
		newUrls: createNewUrls({ ...all, ...(now && { now }) }),
	});
}

/** A store that calls `onWrite` before each change of an object, and `onWritten` after it. */
export function watchedStore(
	store: Store,
	onWrite: () => Promise<void>,
	onWritten: () => Promise<void>,
): Store {
	return {
		...store,
		async put(...call) {
			await onWrite();
			const isStored = await store.put(...call);
			await onWritten();
			return isStored;
		},
		async delete(key) {
			await onWrite();
			await store.delete(key);
			await onWritten();
		},
	};
}
