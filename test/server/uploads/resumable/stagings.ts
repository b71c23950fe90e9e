import { createS3Store } from "widthwise/store/s3";
import { openFolderStaging } from "../../../../server/uploads/resumable/folder-staging.ts";
import { openS3Staging } from "../../../../server/uploads/resumable/s3-staging.ts";
import type { Staging } from "../../../../server/uploads/resumable/staging.ts";
import { isExpected } from "../../../requirements.ts";
import { sharedS3 } from "../../../services/shared.ts";
import { removeFolder, temporaryFolder } from "../../../temporary-folder.ts";

/** A kind of staging. */
export type StagingKind = {
	readonly kind: string;
	/**
	 * Makes an empty location; each call of the result opens a staging there, like another server.
	 */
	makeLocation(): Promise<(retentionMs?: number) => Promise<Staging>>;
};

const DAY_MS = 86_400_000;

const folders: string[] = [];

async function newFolder(): Promise<string> {
	const folder = await temporaryFolder();
	folders.push(folder);
	return folder;
}

/** Removes all folders that were made. */
export async function removeFolders(): Promise<void> {
	await Promise.all(folders.splice(0).map(removeFolder));
}

const folderKind: StagingKind = {
	kind: "folder",
	async makeLocation() {
		const folder = await newFolder();
		return (retentionMs = DAY_MS) => openFolderStaging({ folder, retentionMs });
	},
};

const s3Kind: StagingKind = {
	kind: "S3",
	async makeLocation() {
		const s3 = await sharedS3();
		const location = { ...s3.connection, bucket: await s3.createBucket(), prefix: "site/media" };
		return async (retentionMs = DAY_MS) =>
			openS3Staging({
				location,
				media: createS3Store(location),
				folder: await newFolder(),
				retentionMs,
			});
	},
};

/** All adapters that can be tested on this machine. */
export const stagingKinds: readonly StagingKind[] = isExpected("s3")
	? [folderKind, s3Kind]
	: [folderKind];
