import type { StoreLocation } from "@widthwise/worker/settings";
import type { Store } from "widthwise";
import { openFolderStaging } from "./folder-staging.ts";
import type { Staging } from "./staging.ts";

/** An upload may take a day, and its outcome is available for a day. */
const RETENTION_MS = 24 * 3600_000;

/**
 * Opens the staging for a media store. If photos are in an S3 bucket, so are unfinished uploads,
 * and any server can continue them; otherwise they are in a folder.
 *
 * @param options.location the location of the media store
 * @param options.media the media store
 * @param options.folder for unfinished uploads, or for complete ones that are downloaded from S3
 *
 * @example
 * const staging = await openStaging({ location: settings.stores.media, media, folder });
 */
export async function openStaging(options: {
	readonly location: StoreLocation;
	readonly media: Store;
	readonly folder: string;
}): Promise<Staging> {
	const { location, media, folder } = options;
	if (location.kind === "folder") return openFolderStaging({ folder, retentionMs: RETENTION_MS });
	// The S3 client is large: servers with photos in folders do not load it.
	const { openS3Staging } = await import("./s3-staging.ts");
	return openS3Staging({ location, media, folder, retentionMs: RETENTION_MS });
}
