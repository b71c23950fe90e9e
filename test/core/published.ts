import { createMemoryStore, publish, type Store } from "widthwise";
import { ID } from "../photos/publishing.ts";
import { contentsOf } from "../stores/contents.ts";
import { vips } from "./engine.ts";

const published = new Map<string, Promise<Store>>();

/** Puts a published photo into a store. The same photo is published only once in a process. */
export async function putPublished(
	store: Store,
	original: Uint8Array,
	photoId = ID,
): Promise<Store> {
	const digest = new Bun.CryptoHasher("sha256").update(original).digest("hex");
	const cacheKey = `${photoId} ${digest}`;
	const source = published.get(cacheKey) ?? publishOnce(original, photoId);
	published.set(cacheKey, source);
	for (const [key, { content, contentType, metadata }] of await contentsOf(await source)) {
		await store.put(key, content, { contentType, metadata });
	}
	return store;
}

async function publishOnce(original: Uint8Array, photoId: string): Promise<Store> {
	const store = createMemoryStore();
	await publish(photoId, original, { store, engine: vips, maxPixels: 1e9, credit: null });
	return store;
}
