import { statfs } from "node:fs/promises";
import type { Catalogue } from "@widthwise/worker/catalogue";
import type { StoreLocation } from "@widthwise/worker/settings";
import { createSingleFlight, within } from "widthwise/internal";
import { createFolderBytes } from "./folder-bytes.ts";

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

/** Counting looks at every folder: it must take at most one hundredth of the time, */
const FRESH_PER_COUNT = 100;

/** but a count stays fresh for at least a second and at most half a minute, in milliseconds. */
const [MIN_FRESH_MS, MAX_FRESH_MS] = [1000, 30_000];

/** The oldest count that a page shows while a newer one is made, in milliseconds. */
const MAX_SHOWN_MS = 60_000;

/** How long a page waits for a new count, and for the first one or instead of an old one, in milliseconds. */
const [SHORT_WAIT_MS, LONG_WAIT_MS] = [300, 3000];

/**
 * Makes the function that reports how much storage is used: sums from the catalogue, and a count of
 * the public folder, which is at most a minute old. If counting takes too long, it reports that the public
 * bytes are not known yet.
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
	const publicFolder = publicLocation.kind === "folder" ? publicLocation.folder : null;
	const folderBytes = publicFolder === null ? null : createFolderBytes(publicFolder);
	let last: { readonly bytes: number; readonly at: number; readonly freshMs: number } | null = null;
	const counts = createSingleFlight<void>();

	async function count(countBytes: () => Promise<number>): Promise<void> {
		const at = now();
		const bytes = await countBytes();
		const freshMs = FRESH_PER_COUNT * (now() - at);
		last = { bytes, at, freshMs: Math.max(MIN_FRESH_MS, Math.min(freshMs, MAX_FRESH_MS)) };
	}

	/** The bytes of a count that is at most this old, in milliseconds. */
	function countedWithin(ms: number): number | null {
		return last && now() - last.at <= ms ? last.bytes : null;
	}

	async function publicBytes(): Promise<number | null> {
		if (folderBytes === null) return null;
		const fresh = countedWithin(last?.freshMs ?? 0);
		if (fresh !== null) return fresh;
		const waitMs = countedWithin(MAX_SHOWN_MS) === null ? LONG_WAIT_MS : SHORT_WAIT_MS;
		await within(
			waitMs,
			counts.run("count", () => count(folderBytes)),
			() => {},
		);
		return countedWithin(MAX_SHOWN_MS);
	}

	async function freeBytes(): Promise<number | null> {
		if (publicFolder === null) return null;
		const disk = await statfs(publicFolder).catch(() => null);
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
