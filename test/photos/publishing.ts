import { createMemoryStore, type Engine, publish, type Store } from "widthwise";
import { type Published, readMasterInfo } from "widthwise/photo";
import { masterKey, mezzanineKey } from "widthwise/url";
import { objectBytes } from "../stores/contents.ts";

/** The photo's id in tests with one photo. */
export const ID = "0123456789abcdef0123456789abcdef";

/** A published photo and its objects in the public store. */
export type PublishedPhoto = {
	readonly store: Store;
	readonly published: Published;
	readonly masterInfo: ReturnType<typeof readMasterInfo>;
	readonly contentType: string;
	readonly master: Uint8Array;
	readonly mezzanines: readonly Uint8Array[];
};

/** Publishes a photo into a new store and reads its objects back. */
export async function publishAlone(engine: Engine, original: Uint8Array): Promise<PublishedPhoto> {
	const store = createMemoryStore();
	const published = await publish(ID, original, { store, engine, maxPixels: 1e9, credit: null });
	const info = await store.head(masterKey(ID));
	if (!info) throw new Error("The master does not exist");
	const masterInfo = readMasterInfo(info);
	return {
		store,
		published,
		masterInfo,
		contentType: info.contentType,
		master: await objectBytes(store, masterKey(ID)),
		mezzanines: await Promise.all(
			masterInfo.mezzanines.map((width) => objectBytes(store, mezzanineKey(ID, width))),
		),
	};
}
