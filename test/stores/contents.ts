import type { Store } from "widthwise";
import type { ObjectInfo } from "widthwise/store";

/** An object with its bytes read. */
export type Content = ObjectInfo & { readonly content: Uint8Array };

/** Reads all objects in a store, by key. */
export async function contentsOf(store: Store, prefix = ""): Promise<ReadonlyMap<string, Content>> {
	const contents = new Map<string, Content>();
	for (const key of (await Array.fromAsync(store.list(prefix))).sort()) {
		const object = await store.get(key);
		if (!object) throw new Error(`${key} is listed but does not exist`);
		const { size, contentType, metadata } = object;
		contents.set(key, { key, size, contentType, metadata, content: await object.bytes() });
	}
	return contents;
}

/** Reads the bytes of an object, which must exist. */
export async function objectBytes(store: Store, key: string): Promise<Uint8Array<ArrayBuffer>> {
	const object = await store.get(key);
	if (!object) throw new Error(`${key} does not exist`);
	return await object.bytes();
}
