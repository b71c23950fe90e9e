import type { StoreLocation } from "@widthwise/worker/settings";
import type { Store } from "widthwise";
import { openFolderStaging } from "./folder-staging.ts";
import type { Staging } from "./staging.ts";

/** An upload may take a day, and its outcome can be asked for as long. */
const KEEP_MS = 24 * 3600_000;

/**
 * Opens the staging that belongs to a media store: where photos are in a bucket, so are unfinished
 * uploads, and any server can go on with them; else they are in a folder.
 *
 * @param options.place where the media store is
 * @param options.media the media store
 * @param options.folder for unfinished uploads, or for whole ones on their way from the bucket
 *
 * @example
 * const staging = await openStaging({ place: settings.stores.media, media, folder });
 */
export async function openStaging(options: {
	readonly place: StoreLocation;
	readonly media: Store;
	readonly folder: string;
}): Promise<Staging> {
	const { place, media, folder } = options;
	if (place.kind === "folder") return openFolderStaging({ folder, keepMs: KEEP_MS });
	// The client is large: who keeps photos in folders does not load it.
	const { openS3Staging } = await import("./s3-staging.ts");
	return openS3Staging({ place, media, folder, keepMs: KEEP_MS });
}
