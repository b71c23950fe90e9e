import { createMemoryStore, publish, type Store } from "widthwise";
import { ID } from "../photos/publishing.ts";
import { contentsOf } from "../stores/contents.ts";
import { vips } from "./engine.ts";

const published = new Map<string, Promise<Store>>();

/** Lays a photo into a store as `publish` leaves it, though it is published only once in a process. */
export async function layPublished(
	store: Store,
	original: Uint8Array,
	photoId = ID,
): Promise<Store> {
	const digest = new Bun.CryptoHasher("sha256").update(original).digest("hex");
	const name = `${photoId} ${digest}`;
	const source = published.get(name) ?? publishOnce(original, photoId);
	published.set(name, source);
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
