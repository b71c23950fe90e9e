import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import type { S3Connection } from "../../core/store/s3/connection.ts";
import { freePort } from "../running-server.ts";
import { startCeph } from "./ceph.ts";
import type { Service } from "./service.ts";
import { startOrRemove } from "./start-or-remove.ts";
import type { TiedProcess } from "./tied-process.ts";

/** An S3 server that somebody else starts and ends. */
export type S3Server = {
	readonly url: string;
	readonly region: string;
	readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
	/** What a store of ours is told of it. */
	readonly connection: S3Connection;
	/** The environment of a program that is to use it. */
	readonly environment: Readonly<Record<string, string>>;
	/** Makes an empty bucket and resolves to its name. */
	createBucket(): Promise<string>;
};

/**
 * An S3 server of one suite. `stop` and `kill` end what answers; the objects stay in the cluster behind
 * it and are there again after `start`.
 */
export type S3Service = Service & S3Server;

/** This server has one region, whatever it is called; the SDK calls it so when it makes a bucket. */
const REGION = "us-east-1";

const credentials = { accessKeyId: "TESTACCESSKEY", secretAccessKey: "test-secret-key" };

/** The S3 server at an address. */
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

/** Starts an S3 server (Ceph's radosgw) of its own, empty; about a second. */
export async function startS3(): Promise<S3Service> {
	const ceph = await startCeph();
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const s3 = s3At(url);
	const created = new Set<string>();
	let gateway: TiedProcess | undefined;

	async function start(): Promise<void> {
		gateway ??= await ceph.startGateway(port);
	}
	/** Ending in good order takes it up to a minute, and it keeps nothing that would need it. */
	async function kill(): Promise<void> {
		await gateway?.end("KILL");
		gateway = undefined;
	}
	async function remove(): Promise<void> {
		await kill();
		await ceph.remove();
	}
	await startOrRemove(async () => {
		await start();
		const keys = [
			`--access-key=${credentials.accessKeyId}`,
			`--secret-key=${credentials.secretAccessKey}`,
		];
		await ceph.administer("user", "create", "--uid=test", "--display-name=Test", ...keys);
	}, remove);
	return {
		...s3,
		start,
		stop: kill,
		kill,
		async restart() {
			await kill();
			await start();
		},
		async wipe() {
			for (const name of created) {
				await ceph.administer("bucket", "rm", `--bucket=${name}`, "--purge-objects");
			}
			created.clear();
		},
		remove,
		[Symbol.asyncDispose]: remove,
		async createBucket() {
			const name = await s3.createBucket();
			created.add(name);
			return name;
		},
	};
}
