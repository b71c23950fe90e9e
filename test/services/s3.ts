import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import type { S3Connection } from "../../core/store/s3/connection.ts";
import { freePort } from "../free-port.ts";
import { startCeph, startCephGateway } from "./ceph.ts";
import type { Service } from "./service.ts";
import { startOrRemove } from "./start-or-remove.ts";
import type { TiedProcess } from "./tied-process.ts";

/** An S3 server that its users neither start nor end. */
export type S3Server = {
	readonly url: string;
	readonly region: string;
	readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
	/** The connection options of an S3 store on it. */
	readonly connection: S3Connection;
	/** The environment of a program that uses it. */
	readonly environment: Readonly<Record<string, string>>;
	/** Creates an empty S3 bucket; resolves to its name. */
	createBucket(): Promise<string>;
};

/**
 * An S3 server of one suite. `stop` and `kill` end the gateway; the objects stay in the cluster behind
 * it and are available again after `start`.
 */
export type S3Service = Omit<Service, "wipe"> & S3Server;

/** A cluster of objects that S3 servers share. */
export type S3Cluster = {
	/** Where its servers read about it. */
	readonly url: string;
	remove(): Promise<void>;
};

/** Ceph accepts any region name; the SDK creates S3 buckets in this one without further options. */
const REGION = "us-east-1";

const credentials = { accessKeyId: "TESTACCESSKEY", secretAccessKey: "test-secret-key" };

/** Describes the S3 server at an address. */
export function s3At(url: string): S3Server {
	return {
		url,
		region: REGION,
		credentials,
		connection: { region: REGION, endpoint: url, credentials },
		environment: {
			S3_ENDPOINT: url,
			AWS_REGION: REGION,
			AWS_ACCESS_KEY_ID: credentials.accessKeyId,
			AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
		},
		async createBucket() {
			const name = `b${crypto.randomUUID()}`;
			const client = new S3Client({
				endpoint: url,
				region: REGION,
				credentials,
				forcePathStyle: true,
			});
			await client.send(new CreateBucketCommand({ Bucket: name }));
			client.destroy();
			return name;
		},
	};
}

/** Starts a new, empty cluster (Ceph) with the user of all tests; takes about a second. */
export async function startS3Cluster(): Promise<S3Cluster> {
	const ceph = await startCeph();
	const keys = [
		`--access-key=${credentials.accessKeyId}`,
		`--secret-key=${credentials.secretAccessKey}`,
	];
	await startOrRemove(
		() => ceph.administer("user", "create", "--uid=test", "--display-name=Test", ...keys),
		ceph.remove,
	);
	return { url: ceph.configuration, remove: ceph.remove };
}

/**
 * Starts an S3 server (Ceph's radosgw) of a cluster.
 *
 * @param cluster its `url`
 */
export async function startS3(cluster: string): Promise<S3Service> {
	const port = await freePort();
	let gateway: TiedProcess | undefined;

	async function start(): Promise<void> {
		gateway ??= await startCephGateway(cluster, port);
	}
	/** A graceful shutdown takes up to a minute, and there is no state to save. */
	async function kill(): Promise<void> {
		await gateway?.end("KILL");
		gateway = undefined;
	}
	await start();
	return {
		...s3At(`http://127.0.0.1:${port}`),
		start,
		stop: kill,
		kill,
		async restart() {
			await kill();
			await start();
		},
		remove: kill,
		[Symbol.asyncDispose]: kill,
	};
}
