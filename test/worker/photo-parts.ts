import { afterAll } from "bun:test";
import { createMemoryStore, type Store } from "widthwise";
import { masterKey, originalKey } from "widthwise/url";
import { type Catalogue, createCatalogue } from "../../worker/catalogue/catalogue.ts";
import { createRenewals, type Renewals } from "../../worker/catalogue/renewals.ts";
import type { Database } from "../../worker/database/database.ts";
import { createPhotoLock, type PhotoLock } from "../../worker/database/photo-lock.ts";
import type { Cdn } from "../../worker/deletion/cdn.ts";
import { createCleanStray } from "../../worker/deletion/clean-stray.ts";
import { createPublishAgain } from "../../worker/publishing/publish-again.ts";
import { createPhotoQueue, type PhotoQueue } from "../../worker/queue/queue.ts";
import type { RecoverOriginal } from "../../worker/upkeep/recover-original.ts";
import { createRepair, type Repair } from "../../worker/upkeep/repair.ts";
import { createSettleTrash } from "../../worker/upkeep/settle-trash.ts";
import { databases, emptyDatabase, raise, type TestDatabase } from "./databases.ts";
import { photoId, publishedPhoto, receivedPhoto } from "./photos.ts";
import { quickTiming } from "./queue-timings.ts";

/** The parts that receiving, publishing and deleting a photo work on: real, embedded, empty. */
export type PhotoParts = {
	readonly catalogue: Catalogue;
	readonly renewals: Renewals;
	readonly queue: PhotoQueue;
	readonly media: Store;
	readonly publicStore: Store;
	readonly lock: PhotoLock;
	/** Receives the photo with a number: record and original. Resolves to its id. */
	receive(number: number): Promise<string>;
	/** Publishes the photo with a number: record, original, master, a variant. Resolves to its id. */
	publish(number: number): Promise<string>;
};

/** The smallest GIF: bytes that stand for a photo and can be opened as one. */
export const SOME_BYTES = Uint8Array.fromBase64("R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=");

/**
 * Makes parts for the tests of a file, all on one embedded database. Each call closes the previous
 * parts and returns new, empty ones.
 *
 * @example
 * const freshParts = photoPartsOfFile();
 * beforeEach(async () => {
 * 	parts = await freshParts();
 * });
 */
export function photoPartsOfFile(): () => Promise<PhotoParts> {
	let opened: TestDatabase | undefined;
	let queue: PhotoQueue | undefined;
	afterAll(async () => {
		await queue?.close();
		await opened?.drop();
	});
	return async () => {
		await queue?.close();
		opened ??= await databases[0]?.open();
		if (!opened) throw new Error("There is no database");
		const { database } = opened;
		await emptyDatabase(database);
		const options = { database, redisUrl: undefined, onError: raise, timing: quickTiming };
		queue = await createPhotoQueue(options);
		return makeParts(database, queue);
	};
}

function makeParts(database: Database, queue: PhotoQueue): PhotoParts {
	const catalogue = createCatalogue(database);
	const [media, publicStore] = [createMemoryStore(), createMemoryStore()];
	const put = (store: Store, key: string, metadata = {}) =>
		store.put(key, SOME_BYTES, { contentType: "image/jpeg", metadata });
	async function receive(number: number): Promise<string> {
		const { photo } = await catalogue.insertReceived(receivedPhoto(number));
		await put(media, originalKey(photo.id));
		return photo.id;
	}
	return {
		catalogue,
		renewals: createRenewals(database),
		queue,
		media,
		publicStore,
		lock: createPhotoLock(database),
		receive,
		async publish(number) {
			const id = await receive(number);
			await put(publicStore, masterKey(id), { width: "600", height: "400" });
			await put(publicStore, `photos/${id}/w640.webp`);
			await catalogue.markPublished(id, publishedPhoto);
			return photoId(number);
		},
	};
}

/** Makes a repair on these parts, with the test's way to recover originals. */
export function openRepair(
	parts: PhotoParts,
	{
		cdn = null,
		recoverOriginal,
	}: { readonly cdn?: Cdn | null; readonly recoverOriginal: RecoverOriginal },
): Repair {
	return createRepair({
		...parts,
		publishAgain: createPublishAgain({ ...parts, isByEvent: false }),
		cleanStray: createCleanStray({ ...parts, cdn }),
		settleTrash: createSettleTrash({ ...parts, cdn, forget: () => {} }),
		recoverOriginal,
	});
}

/** Lists all keys of a store, sorted. */
export function keysOf(store: Store): Promise<readonly string[]> {
	return Array.fromAsync(store.list("")).then((keys) => keys.sort());
}
