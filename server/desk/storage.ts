import { statfs } from "node:fs/promises";
import type { Catalogue } from "@widthwise/worker/catalogue";
import type { StoreLocation } from "@widthwise/worker/settings";
import { createSingleFlight, within } from "widthwise/internal";
import { folderBytes } from "./folder-bytes.ts";

/** Bytes of storage that the photos take. */
export type StorageUsed = {
	readonly originals: number;
	readonly masters: number;
	/**
	 * Everything public; `null` if the public store is an S3 bucket, or until it has been counted.
	 */
	readonly published: number | null;
	/** Free disk space at the public store; `null` for an S3 bucket. */
	readonly free: number | null;
};

/** Counting reads the size of every file: it must take at most one hundredth of the time. */
const FRESH_PER_COUNT = 100;

/** The shortest and longest time for which a count stays fresh, in milliseconds. */
const [MIN_FRESH_MS, MAX_FRESH_MS] = [1000, 10 * 60_000];

/** How long a page waits for a new count, in milliseconds. */
const MAX_WAIT_MS = 300;

/**
 * Makes the function that reports how much storage is used: sums from the catalogue, and a count of
 * the public folder. If counting takes too long, it reports the previous count.
 *
 * @param options.now milliseconds on a clock that never goes back
 *
 * @example
 * const storageUsed = createStorageUsed({ catalogue, publicLocation: settings.stores.publicStore });
 * const { originals, published } = await storageUsed();
 */
export function createStorageUsed(options: {
	readonly catalogue: Pick<Catalogue, "bytes">;
	readonly publicLocation: StoreLocation;
	readonly now?: () => number;
}): () => Promise<StorageUsed> {
	const { catalogue, publicLocation, now = () => performance.now() } = options;
	let counted: number | null = null;
	let isFreshUntil = Number.NEGATIVE_INFINITY;
	const counts = createSingleFlight<void>();

	async function count(folder: string): Promise<void> {
		const begun = now();
		counted = await folderBytes(folder);
		const freshMs = Math.max(
			MIN_FRESH_MS,
			Math.min(FRESH_PER_COUNT * (now() - begun), MAX_FRESH_MS),
		);
		isFreshUntil = now() + freshMs;
	}

	async function publicBytes(): Promise<number | null> {
		if (publicLocation.kind !== "folder") return null;
		const { folder } = publicLocation;
		if (now() > isFreshUntil) {
			const counting = counts.run(folder, () => count(folder));
			await within(MAX_WAIT_MS, counting, () => {});
		}
		return counted;
	}

	async function freeBytes(): Promise<number | null> {
		if (publicLocation.kind !== "folder") return null;
		const disk = await statfs(publicLocation.folder).catch(() => null);
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
