import { createMemoryStore, type Engine, type Published, publish, type Store } from "widthwise";
import { readMasterInfo } from "widthwise/photo";
import { masterKey, mezzanineKey } from "widthwise/url";
import { objectBytes } from "../stores/contents.ts";

/** A photo id for tests with one photo. */
export const ID = "0123456789abcdef0123456789abcdef";

/** A published photo and where it went. */
export type PublishedPhoto = {
	readonly store: Store;
	readonly published: Published;
	readonly facts: ReturnType<typeof readMasterInfo>;
	readonly contentType: string;
	readonly master: Uint8Array;
	readonly mezzanines: readonly Uint8Array[];
};

/** Publishes into a store of its own and reads everything back. */
export async function publishAlone(engine: Engine, original: Uint8Array): Promise<PublishedPhoto> {
	const store = createMemoryStore();
	const published = await publish(ID, original, { store, engine, maxPixels: 1e9, credit: null });
	const info = await store.head(masterKey(ID));
	if (!info) throw new Error("there is no master");
	const facts = readMasterInfo(info);
	return {
		store,
		published,
		facts,
		contentType: info.contentType,
		master: await objectBytes(store, masterKey(ID)),
		mezzanines: await Promise.all(
			facts.mezzanines.map((width) => objectBytes(store, mezzanineKey(ID, width))),
		),
	};
}
