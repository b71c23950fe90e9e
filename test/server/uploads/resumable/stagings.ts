import { createS3Store } from "widthwise/store/s3";
import { openFolderStaging } from "../../../../server/uploads/resumable/folder-staging.ts";
import { openS3Staging } from "../../../../server/uploads/resumable/s3-staging.ts";
import type { Staging } from "../../../../server/uploads/resumable/staging.ts";
import { isExpected } from "../../../requirements.ts";
import { removeFolder, temporaryFolder } from "../../../running-server.ts";
import { sharedS3 } from "../../../services/shared.ts";

/** Makes stagings of one kind. */
export type StagingKind = {
	readonly kind: string;
	/** An empty place, and how often one likes a staging on it: as many servers open it. */
	makePlace(): Promise<(keepMs?: number) => Promise<Staging>>;
};

const DAY_MS = 86_400_000;

const folders: string[] = [];

async function newFolder(): Promise<string> {
	const folder = await temporaryFolder();
	folders.push(folder);
	return folder;
}

/** Removes the folders that were made. */
export async function removeFolders(): Promise<void> {
	await Promise.all(folders.splice(0).map(removeFolder));
}

const folderKind: StagingKind = {
	kind: "folder",
	async makePlace() {
		const folder = await newFolder();
		return (keepMs = DAY_MS) => openFolderStaging({ folder, keepMs });
	},
};

const s3Kind: StagingKind = {
	kind: "S3",
	async makePlace() {
		const s3 = await sharedS3();
		const place = { ...s3.connection, bucket: await s3.createBucket(), prefix: "site/media" };
		return async (keepMs = DAY_MS) =>
			openS3Staging({
				place,
				media: createS3Store(place),
				folder: await newFolder(),
				keepMs,
			});
	},
};

/** Every adapter that can be tested here. */
export const stagingKinds: readonly StagingKind[] = isExpected("s3")
	? [folderKind, s3Kind]
	: [folderKind];
