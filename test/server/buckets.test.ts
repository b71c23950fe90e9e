import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { masterKey, originalKey, type Store } from "widthwise";
import { createS3Store } from "widthwise/store/s3";
import { requires } from "../requirements.ts";
import {
	type RunningServer,
	removeFolder,
	runServer,
	startServer,
	temporaryFolder,
} from "../running-server.ts";
import { type S3Service, startS3 } from "../services/s3.ts";
import { asOwner, post, upload } from "./client.ts";
import { drawn } from "./drawn-photos.ts";
import { settled } from "./photo-events.ts";

requires("s3").describe("a server that keeps its photos in buckets", () => {
	let s3: S3Service;
	let dataDir: string;
	let environment: Readonly<Record<string, string>>;
	let server: RunningServer;
	let stores: { readonly media: Store; readonly published: Store };

	beforeAll(async () => {
		s3 = await startS3();
		dataDir = await temporaryFolder();
		const [media, published] = [await s3.createBucket(), await s3.createBucket()];
		environment = {
			...s3.environment,
			MEDIA_STORE: `s3://${media}/site`,
			PUBLIC_STORE: `s3://${published}/site`,
		};
		const open = (bucket: string) => createS3Store({ ...s3.connection, bucket, prefix: "site" });
		stores = { media: open(media), published: open(published) };
	});
	afterEach(() => server.stop("SIGKILL"));
	afterAll(async () => {
		await s3.remove();
		await removeFolder(dataDir);
	});

	const ready = async () => {
		const response = await fetch(`${server.url}/readyz`);
		return { status: response.status, answer: await response.json() };
	};
	const notReady = {
		status: 503,
		answer: {
			error: { code: "unavailable", message: "Not ready, for want of: media store, public store" },
			missing: [
				{ part: "media store", message: expect.stringContaining("does not answer") },
				{ part: "public store", message: expect.stringContaining("does not answer") },
			],
		},
	};

	test("publishes and serves from them, and forgets a photo in both", async () => {
		server = await startServer(dataDir, environment);
		const [id = ""] = await upload(server, ["quay.jpg", drawn(1, "jpeg", 800, 600)]);
		expect(await settled(server, [id])).toMatchObject([{ status: "published" }]);
		const image = `${server.url}/media/${id}/quay.jpg`;
		expect((await fetch(`${image}?width=400`)).headers.get("cache-status")).toContain("stored");
		expect((await fetch(image)).status).toBe(200);
		expect(await stores.media.head(originalKey(id))).toMatchObject({ contentType: "image/jpeg" });
		expect(await stores.published.head(masterKey(id))).not.toBeNull();

		await asOwner(server, `/api/photos/${id}`, { method: "DELETE" });
		expect(await stores.media.head(originalKey(id))).toBeNull();
		expect(await Array.fromAsync(stores.published.list(""))).toEqual([]);
		expect(await server.stop()).toBe(0);
	});

	test("says which part is missing while they are away, and goes on when they are back", async () => {
		server = await startServer(dataDir, environment);
		expect(await ready()).toEqual({ status: 200, answer: { status: "ready" } });
		await s3.kill();
		expect(await ready()).toEqual(notReady);
		expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
		expect((await post(server, ["pier.jpg", drawn(2)])).status).toBe(503);
		await s3.start();
		expect((await ready()).status).toBe(200);
		const [id = ""] = await upload(server, ["pier.jpg", drawn(2)]);
		expect(await settled(server, [id])).toMatchObject([{ status: "published" }]);
		expect(await server.stop()).toBe(0);
	});

	test("starts while they are away, for they will be back", async () => {
		await s3.kill();
		server = await startServer(dataDir, environment);
		expect(server.output()).toMatch(
			/MEDIA_STORE \(s3:\/\/\S+\) does not answer: started without it/,
		);
		expect(await ready()).toEqual(notReady);
		await s3.start();
		expect((await ready()).status).toBe(200);
		expect(await server.stop()).toBe(0);
	});

	test("does not start with settings that cannot be right, and says all that is wrong", async () => {
		const start = (more: Readonly<Record<string, string>>) =>
			runServer(dataDir, { ...environment, ...more });
		const bucket = await start({ MEDIA_STORE: "s3://no-such-bucket", PUBLIC_STORE: "/dev/null/x" });
		expect(bucket).toEqual({
			exitCode: 1,
			output:
				"MEDIA_STORE (s3://no-such-bucket): The store's bucket does not exist\n" +
				"PUBLIC_STORE (/dev/null/x): The store's folder cannot be used: make it writable, or set DATA_DIR or PUBLIC_STORE\n",
		});
		const secret = await start({ AWS_SECRET_ACCESS_KEY: "wrong" });
		expect(secret.exitCode).toBe(1);
		expect(secret.output).toMatch(/MEDIA_STORE .*: The store refuses the secret key/);
		expect(secret.output).toMatch(/PUBLIC_STORE .*: The store refuses the secret key/);
		const nobody = await start({
			AWS_ACCESS_KEY_ID: "",
			AWS_SECRET_ACCESS_KEY: "",
			AWS_EC2_METADATA_DISABLED: "true",
			HOME: dataDir,
		});
		expect(nobody.exitCode).toBe(1);
		expect(nobody.output).toContain("There are no credentials for the store");
	});
});
