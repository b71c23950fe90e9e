import type { Store } from "widthwise";
import type { ObjectInfo } from "widthwise/internal";

/** An object with its bytes read. */
export type Content = ObjectInfo & { readonly content: Uint8Array };

/** Everything in a store, by key. */
export async function contentsOf(store: Store, prefix = ""): Promise<ReadonlyMap<string, Content>> {
	const contents = new Map<string, Content>();
	for (const key of (await Array.fromAsync(store.list(prefix))).sort()) {
		const object = await store.get(key);
		if (!object) throw new Error(`${key} is listed but not there`);
		const { size, contentType, metadata } = object;
		contents.set(key, { key, size, contentType, metadata, content: await object.bytes() });
	}
	return contents;
}

/** The bytes of one object; it must be there. */
export async function objectBytes(store: Store, key: string): Promise<Uint8Array<ArrayBuffer>> {
	const object = await store.get(key);
	if (!object) throw new Error(`${key} is not there`);
	return await object.bytes();
}
