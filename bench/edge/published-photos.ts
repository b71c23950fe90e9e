import { createHash } from "node:crypto";
import { serveStoresAsS3 } from "@widthwise/edge/cloudfront";
import { createMemoryStore, publish, type Store } from "widthwise";
import { createVipsEngine } from "widthwise/engine/vips";
import { masterKey, originalKey, photoPrefix } from "widthwise/url";

/** Published photos in stores that are served as S3 buckets. */
export type PublishedPhotos = AsyncDisposable & {
	readonly url: string;
	readonly publicStore: Store;
	/**
	 * Creates a photo without variants and returns its id.
	 *
	 * @param source `"master"`: a photo without mezzanines, so that small variants are cut from its master
	 */
	newPhoto(source: "mezzanine" | "master"): Promise<string>;
	/** The id of an original that is stored but not published. */
	readonly originalId: string;
};

/**
 * Publishes a photo once, and creates copies of it on request.
 *
 * @example
 * await using photos = await publishPhotos(photo);
 * const id = await photos.newPhoto("mezzanine");
 */
export async function publishPhotos(photo: Uint8Array): Promise<PublishedPhotos> {
	const [media, publicStore] = [createMemoryStore(), createMemoryStore()];
	const engine = createVipsEngine({ threads: 1 });
	const template = "0".repeat(32);
	const options = { store: publicStore, engine, maxPixels: 200e6, credit: null };
	await publish(template, photo, options);
	await engine.close();
	const originalId = createHash("sha256").update(photo).digest("hex").slice(0, 32);
	const contentType = "application/octet-stream";
	await media.put(originalKey(originalId), photo, { contentType });
	const server = await serveStoresAsS3({ media, public: publicStore });
	let count = 0;
	return {
		url: server.url,
		publicStore,
		originalId,
		[Symbol.asyncDispose]: server.stop,
		async newPhoto(source) {
			const id = (++count).toString(16).padStart(32, "0");
			for await (const key of publicStore.list(photoPrefix(template))) {
				const object = await publicStore.get(key);
				if (!object || /\/w\d/.test(key)) continue;
				const isMaster = key === masterKey(template);
				if (source === "master" && !isMaster) continue;
				const metadata =
					isMaster && source === "master"
						? { ...object.metadata, mezzanines: "" }
						: object.metadata;
				const { contentType } = object;
				const copyKey = photoPrefix(id) + key.slice(photoPrefix(template).length);
				await publicStore.put(copyKey, await object.bytes(), { contentType, metadata });
			}
			return id;
		},
	};
}
