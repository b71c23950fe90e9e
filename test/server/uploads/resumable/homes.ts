import { readdir } from "node:fs/promises";
import { ListMultipartUploadsCommand, S3Client } from "@aws-sdk/client-s3";
import { createS3Store, s3ClientOptions } from "widthwise/store/s3";
import { S3Parts } from "../../../../server/uploads/resumable/s3-parts.ts";
import type { Requirement } from "../../../requirements.ts";
import { type RunningServer, startServer, temporaryFolder } from "../../../running-server.ts";
import type { S3Server } from "../../../services/s3.ts";
import { sharedS3 } from "../../../services/shared.ts";

/** The largest file that the servers take, in bytes; more than a part. */
export const LIMIT = 10_000_000;

/** Where a server keeps uploads that are not whole. */
export type Home = {
	readonly kind: string;
	readonly needs: readonly Requirement[];
	/** Starts a server with uploads there. */
	start(environment: Readonly<Record<string, string>>): Promise<ServerAtHome>;
};

/** A server, and a look at its unfinished uploads. */
export type ServerAtHome = {
	readonly server: RunningServer;
	/** Names of all that is kept of uploads. */
	staged(): Promise<readonly string[]>;
	/** How many bytes are safe of an upload whose sender is still sending; in a bucket, whole parts. */
	kept(uploadId: string): Promise<number>;
};

/** All of them. */
export const homes: readonly Home[] = [
	{
		kind: "a folder",
		needs: [],
		async start(environment) {
			const server = await startServer(await temporaryFolder(), environment);
			const folder = `${server.dataDir}/resumable`;
			return {
				server,
				staged: () => readdir(folder),
				kept: async (uploadId) => Bun.file(`${folder}/${uploadId}`).size,
			};
		},
	},
	{
		kind: "a bucket",
		needs: ["s3"],
		async start(environment) {
			const bucket = await mediaBucket(await sharedS3());
			const all = { ...environment, ...bucket.environment };
			const server = await startServer(await temporaryFolder(), all);
			return { server, staged: bucket.staged, kept: bucket.kept };
		},
	},
];

/** Makes a bucket for photos, and what a server is told of it. */
export async function mediaBucket(s3: S3Server) {
	const bucket = await s3.createBucket();
	const place = { ...s3.connection, bucket, prefix: "media" };
	const media = createS3Store(place);
	const client = new S3Client(s3ClientOptions(place));
	const parts = new S3Parts(place);
	return {
		place,
		media,
		environment: { ...s3.environment, MEDIA_STORE: `s3://${bucket}/media` },
		/** How many bytes of an upload are in whole parts. */
		kept: async (uploadId: string): Promise<number> =>
			(await parts.bytesInParts(`media/resumable/${uploadId}`)) ?? 0,
		/** Keys of all that is kept of uploads, multipart uploads included. */
		async staged(): Promise<readonly string[]> {
			const { Uploads = [] } = await client.send(
				new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: "media/resumable/" }),
			);
			const begun = Uploads.map(({ Key = "" }) => Key);
			return [...begun, ...(await Array.fromAsync(media.list("resumable/")))];
		},
	};
}
