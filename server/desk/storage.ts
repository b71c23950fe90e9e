import { statfs } from "node:fs/promises";
import type { Catalogue } from "@widthwise/worker/catalogue";
import type { StorePlace } from "@widthwise/worker/settings";
import { createSingleFlight, within } from "widthwise/internal";
import { folderBytes } from "./folder-bytes.ts";

/** Bytes that the photos take. */
export type StorageUsed = {
	readonly originals: number;
	readonly masters: number;
	/** Everything public; `null` where the store is a bucket, or as long as it is being counted. */
	readonly published: number | null;
	/** What is free where the public store is; `null` for a bucket. */
	readonly free: number | null;
};

/** Counting asks the disk about every file: it may take one hundredth of the time, and no more. */
const REST = 100;

/** How old the answer may be at the least and at the most, in milliseconds. */
const [MIN_KEEP_MS, MAX_KEEP_MS] = [1000, 10 * 60_000];

/** How long a page waits for the count, in milliseconds. */
const PATIENCE_MS = 300;

/**
 * Makes the function that says how much storage is used, without making anybody wait: sums of the
 * catalogue, and a count of the public folder from a while ago.
 *
 * @param options.now milliseconds on a clock that never goes back
 *
 * @example
 * const storageUsed = createStorageUsed({ catalogue, publicPlace: settings.stores.publicStore });
 * const { originals, published } = await storageUsed();
 */
export function createStorageUsed(options: {
	readonly catalogue: Pick<Catalogue, "bytes">;
	readonly publicPlace: StorePlace;
	readonly now?: () => number;
}): () => Promise<StorageUsed> {
	const { catalogue, publicPlace, now = () => performance.now() } = options;
	let counted: number | null = null;
	let isFreshUntil = Number.NEGATIVE_INFINITY;
	const counts = createSingleFlight<void>();

	async function count(folder: string): Promise<void> {
		const begun = now();
		counted = await folderBytes(folder);
		const keep = Math.max(MIN_KEEP_MS, Math.min(REST * (now() - begun), MAX_KEEP_MS));
		isFreshUntil = now() + keep;
	}

	async function publicBytes(): Promise<number | null> {
		if (publicPlace.kind !== "folder") return null;
		const { folder } = publicPlace;
		if (now() > isFreshUntil) {
			const counting = counts.run(folder, () => count(folder));
			await within(PATIENCE_MS, counting, () => {});
		}
		return counted;
	}

	async function freeBytes(): Promise<number | null> {
		if (publicPlace.kind !== "folder") return null;
		const disk = await statfs(publicPlace.folder).catch(() => null);
		return disk && disk.bavail * disk.bsize;
	}

	return async () => {
		const [sums, published, free] = await Promise.all([
			catalogue.bytes(),
			publicBytes(),
			freeBytes(),
		]);
		return { ...sums, published, free };
	};
}
