import { afterEach, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleModules } from "../../../edge/build/lambda.ts";
import { createLightS3Store } from "../../../edge/s3/light-store.ts";
import { createSend } from "../../../edge/s3/send.ts";
import { readCredentials } from "../../../edge/s3/settings.ts";
import { within } from "../../patience.ts";
import { requires } from "../../requirements.ts";
import { type Interceptor, intercept } from "../../services/intercept.ts";
import type { S3Server } from "../../services/s3.ts";
import { sharedS3 } from "../../services/shared.ts";
import { nodes } from "../nodes.ts";

const plain = { contentType: "text/plain" };
const text = (value: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(value);

requires("s3").describe("the light S3 store", () => {
	let s3: S3Server;
	let bucket: string;
	let between: Interceptor | undefined;
	beforeAll(async () => {
		s3 = await sharedS3();
		bucket = await s3.createBucket();
	});
	afterEach(async () => {
		await between?.stop();
		between = undefined;
	});

	test("signs prefixes with all kinds of characters", async () => {
		const store = createLightS3Store({ ...s3.connection, bucket, prefix: "a b/ü+%&=(~*')!@:,;$" });
		await store.put("photos/1.2_3-4/master", text("one"), plain);
		expect(await Array.fromAsync(store.list("photos/"))).toEqual(["photos/1.2_3-4/master"]);
		const found = await store.get("photos/1.2_3-4/master");
		expect(await found?.bytes()).toEqual(text("one"));
		await store.delete("photos/1.2_3-4/master");
		expect(await store.head("photos/1.2_3-4/master")).toBeNull();
	});

	test("lists all pages, and decodes keys and continuations", async () => {
		const tokens: (string | null)[] = [];
		const page = (keys: readonly string[], token: string) =>
			`<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><EncodingType>url</EncodingType>${keys.map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`).join("")}${token}</ListBucketResult>`;
		const next = "<NextContinuationToken>a+/=&amp;b&lt;</NextContinuationToken>";
		between = intercept(s3.url, ({ url }) => {
			tokens.push(new URL(url).searchParams.get("continuation-token"));
			return new Response(
				tokens.length === 1 ? page(["p/a%2Bb", "p/c+%25", "p/"], next) : page(["p/%C3%BC"], ""),
			);
		});
		const store = createLightS3Store({ ...s3.connection, endpoint: between.url, bucket });
		expect(await Array.fromAsync(store.list("p/"))).toEqual(["p/a+b", "p/c %", "p/ü"]);
		expect(tokens).toEqual([null, "a+/=&b<"]);
	});

	test("uses new credentials from the next request on, and sends their session", async () => {
		const sessions: (string | null)[] = [];
		between = intercept(s3.url, ({ headers }) => {
			sessions.push(headers.get("x-amz-security-token"));
			return new Response(null, { status: sessions.length === 2 ? 503 : 200 });
		});
		let count = 0;
		const send = createSend({
			...s3.connection,
			endpoint: between.url,
			bucket,
			credentials: () => ({ ...s3.credentials, sessionToken: `session ${++count}` }),
		});
		await send({ method: "HEAD", key: "a" });
		await send({ method: "HEAD", key: "a" });
		expect(sessions).toEqual(["session 1", "session 2", "session 3"]);
	});

	test("names the lack of credentials, without a retry", async () => {
		const send = createSend({ ...s3.connection, bucket, credentials: () => readCredentials({}) });
		await expect(send({ method: "HEAD", key: "a" })).rejects.toMatchObject({
			name: "CredentialsProviderError",
		});
	});

	describe.each(nodes)("on Node.js $major", ({ node, needs }) => {
		requires(needs).test("reads, writes, lists and deletes", async () => {
			await using folder = await mkdtempDisposable(join(tmpdir(), "widthwise-light-"));
			const entry = fileURLToPath(new URL("on-node.ts", import.meta.url));
			const { "on-node.mjs": program = expect.unreachable() } = await bundleModules(
				{ "on-node": entry },
				[416],
				[],
			);
			const path = join(folder.path, "on-node.mjs");
			await writeFile(path, program);
			const options = { bucket, region: s3.region, endpoint: s3.url, prefix: crypto.randomUUID() };
			await using child = Bun.spawn([node, path, JSON.stringify(options)], {
				env: s3.environment,
				stdout: "pipe",
				stderr: "inherit",
			});
			const seen = await within("the answers", new Response(child.stdout).text());
			expect(JSON.parse(seen)).toEqual({
				puts: [true, false],
				text: "hello",
				range: "el",
				keys: ["a/b"],
				missing: null,
				contentType: "image/jpeg",
				metadata: { width: "600" },
			});
		});
	});
});

test("a light S3 store requests the rest of an object whose connection breaks", async () => {
	const ranges: (string | undefined)[] = [];
	const answers = [
		'HTTP/1.1 200 OK\r\nContent-Length: 10\r\nETag: "v1"\r\n\r\n01234',
		'HTTP/1.1 206 Partial Content\r\nContent-Length: 5\r\nETag: "v1"\r\n\r\n56789',
	];
	const server = Bun.listen({
		port: 0,
		hostname: "127.0.0.1",
		socket: {
			data(socket, request) {
				const header = request.toString();
				ranges.push(
					/^range: (.*)\r$/im.exec(header)?.[1],
					/^if-match: (.*)\r$/im.exec(header)?.[1],
				);
				socket.end(answers.shift());
			},
		},
	});
	try {
		const store = createLightS3Store({
			endpoint: `http://127.0.0.1:${server.port}`,
			bucket: "photos",
			region: "us-east-1",
			credentials: { accessKeyId: "a", secretAccessKey: "b" },
		});
		const object = await store.get("photos/1/master");
		expect(await object?.bytes()).toEqual(text("0123456789"));
		expect(ranges).toEqual([undefined, undefined, "bytes=5-", '"v1"']);
	} finally {
		server.stop(true);
	}
});

test("credentials are read from a function's environment", () => {
	const keys = { AWS_ACCESS_KEY_ID: "A", AWS_SECRET_ACCESS_KEY: "b" };
	expect(readCredentials(keys)).toEqual({ accessKeyId: "A", secretAccessKey: "b" });
	const all = readCredentials({ ...keys, AWS_SESSION_TOKEN: "c" });
	expect(all).toEqual({ accessKeyId: "A", secretAccessKey: "b", sessionToken: "c" });
});
