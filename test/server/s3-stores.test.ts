import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Store } from "widthwise";
import { createS3Store } from "widthwise/store/s3";
import { masterKey, originalKey } from "widthwise/url";
import { logged } from "../logged.ts";
import { until } from "../patience.ts";
import { requires } from "../requirements.ts";
import {
	type RunningServer,
	startedFolder,
	startNewServer,
	startNewServerProcess,
} from "../running-server.ts";
import { runServer } from "../server-process.ts";
import { type InterruptibleS3, startInterruptibleS3 } from "../services/interruptible-s3.ts";
import { removeFolder } from "../temporary-folder.ts";
import { asOwner, post, upload } from "./client.ts";
import { drawn } from "./drawn-photos.ts";
import { settled } from "./photo-events.ts";

async function ready(server: RunningServer) {
	const response = await fetch(`${server.url}/readyz`);
	return { status: response.status, answer: await response.json() };
}

const NOT_READY = {
	status: 503,
	answer: {
		error: { code: "unavailable", message: "Not ready: cannot use media store, public store" },
		missing: [
			{ part: "media store", message: expect.stringContaining("does not answer") },
			{ part: "public store", message: expect.stringContaining("does not answer") },
		],
	},
};

function untilReady(server: RunningServer): Promise<void> {
	return until("the server is ready", async () => (await ready(server)).status === 200);
}

const folder = await startedFolder();
afterAll(() => removeFolder(folder));

requires("s3").describe("a server with stores in S3", () => {
	let s3: InterruptibleS3;
	let buckets: readonly [media: string, published: string];
	let server: RunningServer;
	let stores: { readonly media: Store; readonly published: Store };

	beforeAll(async () => {
		s3 = await startInterruptibleS3();
		buckets = [await s3.createBucket(), await s3.createBucket()];
		const open = (bucket: string) => createS3Store({ ...s3.connection, bucket, prefix: "site" });
		stores = { media: open(buckets[0]), published: open(buckets[1]) };
		server = await startNewServer(environmentOf("site"));
	});
	afterAll(async () => {
		await server?.remove();
		await s3?.remove();
	});

	const environmentOf = (prefix: string) => ({
		...s3.environment,
		MEDIA_STORE: `s3://${buckets[0]}/${prefix}`,
		PUBLIC_STORE: `s3://${buckets[1]}/${prefix}`,
	});

	test("publishes to them, serves from them, and deletes a photo in both", async () => {
		await untilReady(server);
		const [id = ""] = await upload(server, ["quay.jpg", drawn(1, "jpeg", 800, 600)]);
		expect(await settled(server, [id])).toMatchObject([{ status: "published" }]);
		const image = `${server.url}/media/${id}/quay.jpg`;
		expect((await fetch(`${image}?width=400`)).headers.get("cache-status")).toContain("stored");
		expect((await fetch(image)).status).toBe(200);
		expect(await stores.media.head(originalKey(id))).toMatchObject({ contentType: "image/jpeg" });
		expect(await stores.published.head(masterKey(id))).not.toBeNull();

		await asOwner(server, `/api/photos/${id}?forever=true`, { method: "DELETE" });
		expect(await stores.media.head(originalKey(id))).toBeNull();
		expect(await Array.fromAsync(stores.published.list(""))).toEqual([]);
	});

	/** Stops S3 while the work runs; starts it again even if the work fails. */
	async function duringOutage<Result>(work: () => Promise<Result>): Promise<Result> {
		await s3.stop();
		return work().finally(s3.start);
	}

	test("reports an outage of S3, starts in spite of it, and works again afterwards", async () => {
		await using started = new AsyncDisposableStack();
		await untilReady(server);
		const other = await duringOutage(async () => {
			// It is looked up once a second.
			await until("it is not ready", async () => (await ready(server)).status === 503);
			expect(await ready(server)).toEqual(NOT_READY);
			expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
			expect((await post(server, ["pier.jpg", drawn(2)])).status).toBe(503);

			const late = started.use(
				await startNewServerProcess({ ...environmentOf("other"), WORKERS: "0" }),
			);
			expect(late.output()).toMatch(
				/MEDIA_STORE \(s3:\/\/\S+\) does not answer: started without it/,
			);
			expect(await ready(late)).toEqual(NOT_READY);
			return late;
		});
		await untilReady(server);
		await untilReady(other);
		expect(await ready(other)).toEqual({ status: 200, answer: { status: "ready" } });
		const [id = ""] = await upload(server, ["pier.jpg", drawn(2)]);
		expect(await settled(server, [id])).toMatchObject([{ status: "published" }]);
		await server.close();
		expect(await other.stop()).toBe(0);
	});

	test("does not start with invalid settings, and reports all mistakes", async () => {
		const start = (more: Readonly<Record<string, string>>) =>
			runServer(folder, { ...environmentOf("site"), ...more });
		const bucket = await start({ MEDIA_STORE: "s3://no-such-bucket", PUBLIC_STORE: "/dev/null/x" });
		expect(bucket.exitCode).toBe(1);
		expect(logged(bucket.output).map(({ msg }) => msg)).toEqual([
			"MEDIA_STORE (s3://no-such-bucket): The store's bucket does not exist\n" +
				"PUBLIC_STORE (/dev/null/x): The store's folder cannot be used: make it writable, or set DATA_DIR or PUBLIC_STORE",
		]);
		const secret = await start({ AWS_SECRET_ACCESS_KEY: "wrong" });
		expect(secret.exitCode).toBe(1);
		expect(secret.output).toMatch(/MEDIA_STORE .*: The store refuses the secret key/);
		expect(secret.output).toMatch(/PUBLIC_STORE .*: The store refuses the secret key/);
		const anonymous = await start({
			AWS_ACCESS_KEY_ID: "",
			AWS_SECRET_ACCESS_KEY: "",
			AWS_EC2_METADATA_DISABLED: "true",
			HOME: folder,
		});
		expect(anonymous.exitCode).toBe(1);
		expect(anonymous.output).toContain("There are no credentials for the store");
	});
});
