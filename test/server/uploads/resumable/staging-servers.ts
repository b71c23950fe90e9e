import { readdir } from "node:fs/promises";
import { ListMultipartUploadsCommand, S3Client } from "@aws-sdk/client-s3";
import { createS3Store, s3ClientOptions } from "widthwise/store/s3";
import { S3Parts } from "../../../../server/uploads/resumable/s3-parts.ts";
import type { Requirement } from "../../../requirements.ts";
import { type RunningServer, startNewServer } from "../../../running-server.ts";
import type { S3Server } from "../../../services/s3.ts";
import { sharedS3 } from "../../../services/shared.ts";

/** The largest file that the servers accept, in bytes; more than a part. */
export const MAX_FILE_BYTES = 10_000_000;

/** A kind of location in which a server stores unfinished uploads. */
export type StagingServerKind = {
	readonly kind: string;
	readonly needs: readonly Requirement[];
	/** Starts a server that stores uploads there. */
	start(environment: Readonly<Record<string, string>>): Promise<StagingServer>;
};

/** A server whose unfinished uploads can be inspected. */
export type StagingServer = {
	readonly server: RunningServer;
	/** Lists the names of everything stored for uploads. */
	staged(): Promise<readonly string[]>;
	/** Counts the stored bytes of an upload in progress; in S3, those of full parts. */
	stored(uploadId: string): Promise<number>;
};

/** All kinds. */
export const stagingServerKinds: readonly StagingServerKind[] = [
	{
		kind: "a folder",
		needs: [],
		async start(environment) {
			const server = await startNewServer(environment);
			const folder = `${server.dataDir}/resumable`;
			return {
				server,
				staged: () => readdir(folder),
				stored: async (uploadId) => Bun.file(`${folder}/${uploadId}`).size,
			};
		},
	},
	{
		kind: "an S3 bucket",
		needs: ["s3"],
		async start(environment) {
			const bucket = await createMediaBucket(await sharedS3());
			const settings = { ...environment, ...bucket.environment };
			const server = await startNewServer(settings);
			return { server, staged: bucket.staged, stored: bucket.stored };
		},
	},
];

/** Creates a media bucket, and the settings of a server that uses it. */
export async function createMediaBucket(s3: S3Server) {
	const bucket = await s3.createBucket();
	const location = { ...s3.connection, bucket, prefix: "media" };
	const media = createS3Store(location);
	const client = new S3Client(s3ClientOptions(location));
	const parts = new S3Parts(location);
	return {
		location,
		media,
		environment: { ...s3.environment, MEDIA_STORE: `s3://${bucket}/media` },
		/** Counts the bytes of an upload in full parts. */
		stored: async (uploadId: string): Promise<number> =>
			(await parts.bytesInParts(`media/resumable/${uploadId}`)) ?? 0,
		/** Lists the keys of everything stored for uploads, including multipart uploads. */
		async staged(): Promise<readonly string[]> {
			const { Uploads = [] } = await client.send(
				new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: "media/resumable/" }),
			);
			const multipart = Uploads.map(({ Key = "" }) => Key);
			return [...multipart, ...(await Array.fromAsync(media.list("resumable/")))];
		},
	};
}
