import { createMemoryStore, publish, type Store } from "widthwise";
import { ID } from "../photos/publishing.ts";
import { contentsOf } from "../stores/contents.ts";
import { vips } from "./engine.ts";

const published = new Map<string, Promise<Store>>();

/** Puts a published photo into a store. The same original is published only once in a process. */
export async function putPublished(
	store: Store,
	original: Uint8Array,
	photoId = ID,
): Promise<Store> {
	const digest = new Bun.CryptoHasher("sha256").update(original).digest("hex");
	const source = published.get(digest) ?? publishOnce(original);
	published.set(digest, source);
	for (const [key, { content, contentType, metadata }] of await contentsOf(await source)) {
		await store.put(key.replace(ID, photoId), content, { contentType, metadata });
	}
	return store;
}

async function publishOnce(original: Uint8Array): Promise<Store> {
	const store = createMemoryStore();
	await publish(ID, original, { store, engine: vips, maxPixels: 1e9, credit: null });
	return store;
}
