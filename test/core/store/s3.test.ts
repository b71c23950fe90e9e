import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
	HeadObjectCommand,
	ListMultipartUploadsCommand,
	PutObjectCommand,
	S3Client,
} from "@aws-sdk/client-s3";
import type { Store } from "widthwise";
import type { LocalFile } from "widthwise/store";
import { createS3Store } from "widthwise/store/s3";
import { requires } from "../../requirements.ts";
import type { S3Server } from "../../services/s3.ts";
import { sharedS3 } from "../../services/shared.ts";

const plain = { contentType: "text/plain" };
const megabytes = (count: number) => new Uint8Array(count * 1_000_000).fill(7);

/** A file whose stream has these bytes and then ends or fails. */
function fileOf(bytes: Uint8Array, size: number, failure?: Error): LocalFile {
	return {
		path: "/nowhere",
		size,
		stream: () =>
			new ReadableStream({
				start: (controller) => controller.enqueue(bytes),
				pull: (controller) => (failure ? controller.error(failure) : controller.close()),
			}),
	};
}

async function keys(store: Store, prefix: string): Promise<string[]> {
	return (await Array.fromAsync(store.list(prefix))).toSorted();
}

async function inBatches(keys: readonly string[], each: (key: string) => Promise<unknown>) {
	for (let i = 0; i < keys.length; i += 25) await Promise.all(keys.slice(i, i + 25).map(each));
}

requires("s3").describe("the S3 store", () => {
	let s3: S3Server;
	let bucket: string;
	let client: S3Client;
	const open = (prefix: string, more = {}) =>
		createS3Store({ ...s3.connection, bucket, prefix, ...more });

	/** The streams of objects that have been requested and are not read. */
	let unread: readonly (ReadableStream<Uint8Array> | undefined)[] = [];
	let unreadStore: Store;

	beforeAll(async () => {
		s3 = await sharedS3();
		bucket = await s3.createBucket();
		const { region, credentials } = s3;
		client = new S3Client({ endpoint: s3.url, region, credentials, forcePathStyle: true });
		// An idle connection is closed after half of the timeout. The streams are requested first and
		// tested last, so that the other tests run during that time.
		unreadStore = open("unread", { responseTimeoutMs: 20_000 });
		await unreadStore.put("k", megabytes(8), plain);
		// One for each of the client's connections, each larger than the socket's buffers.
		unread = await Promise.all(
			Array.from({ length: 50 }, () => unreadStore.get("k").then((object) => object?.stream())),
		);
	});
	afterAll(() => Promise.all(unread.map((stream) => !stream?.locked && stream?.cancel())));

	test("sets Cache-Control on objects, whether sent in one request or in parts", async () => {
		const cacheControl = "public, max-age=31536000, immutable";
		const store = open("cached", { cacheControl });
		await store.put("small", megabytes(1), {
			contentType: "image/webp",
			metadata: { width: "416" },
		});
		await store.put("large", megabytes(6), { contentType: "image/jpeg", metadata: { width: "9" } });
		await open("plain").put("small", megabytes(1), plain);
		const head = (Key: string) => client.send(new HeadObjectCommand({ Bucket: bucket, Key }));
		expect(await head("cached/small")).toMatchObject({
			CacheControl: cacheControl,
			ContentType: "image/webp",
			Metadata: { width: "416" },
		});
		expect(await head("cached/large")).toMatchObject({
			CacheControl: cacheControl,
			ContentType: "image/jpeg",
			Metadata: { width: "9" },
		});
		expect((await head("plain/small")).CacheControl).toBeUndefined();
	});

	test.each(["", "/", "a/", "/a", "a/b"])("treats the prefix %p as a folder", async (prefix) => {
		const store = open(prefix);
		const key = crypto.randomUUID();
		await store.put(key, megabytes(1), plain);
		const inner = prefix.replace(/^\/|\/$/g, "");
		const Key = inner === "" ? key : `${inner}/${key}`;
		expect(await client.send(new HeadObjectCommand({ Bucket: bucket, Key }))).toBeDefined();
		expect(await keys(store, key)).toEqual([key]);
	});

	test("does not see the objects of a store whose prefix has the same start", async () => {
		const [short, long] = [open("site"), open("site2")];
		await short.put("photos/1/master", megabytes(1), plain);
		await long.put("photos/2/master", megabytes(1), plain);
		expect(await keys(short, "")).toEqual(["photos/1/master"]);
		expect(await keys(long, "photos/")).toEqual(["photos/2/master"]);
		expect(await short.head("photos/2/master")).toBeNull();
	});

	test("does not list an empty folder created in a web console", async () => {
		for (const Key of ["console/", "console/photos/"]) {
			await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: new Uint8Array(0) }));
		}
		expect(await keys(open("console"), "")).toEqual([]);
	});

	test("lists and deletes more than a page of 1000 keys", async () => {
		const store = open("many");
		const put = Array.from({ length: 1_003 }, (_, i) => `photos/ab/w${i}.webp`).toSorted();
		await inBatches(put, (key) => store.put(key, new Uint8Array(1), plain));
		await store.put("photos/abc/master", new Uint8Array(1), plain);
		expect(await keys(store, "photos/ab/")).toEqual(put);
		// As a photo is unpublished: objects are deleted while the listing continues.
		const batch: string[] = [];
		for await (const key of store.list("photos/ab/")) {
			batch.push(key);
			if (batch.length === 200) await inBatches(batch.splice(0), store.delete);
		}
		await inBatches(batch, store.delete);
		expect(await keys(store, "")).toEqual(["photos/abc/master"]);
	});

	test("lets one of two servers succeed that put a missing object at once", async () => {
		const [one, two] = [open("race"), open("race")];
		const raced = Array.from({ length: 40 }, (_, i) => `w${i}.webp`);
		const put = async (store: Store, key: string, byte: number) =>
			store.put(key, new Uint8Array(20_000).fill(byte), { ...plain, ifAbsent: true });
		const results = await Promise.all(
			raced.map(async (key) => {
				const [first, second] = await Promise.all([put(one, key, 1), put(two, key, 2)]);
				const [byte] = (await one.getRange(key, 0, 0)) ?? [];
				return [first !== second, byte === (first ? 1 : 2)];
			}),
		);
		expect(results).toEqual(raced.map(() => [true, true]));
	});

	describe("leaves no object and no parts of a file", () => {
		test.each([
			["that fails after 12 MB", fileOf(megabytes(12), 20_000_000, new Error("gone"))],
			["that fails after 1 MB", fileOf(megabytes(1), 2_000_000, new Error("gone"))],
			["shorter than declared", fileOf(megabytes(12), 12_000_001)],
			["longer than declared", fileOf(megabytes(12), 11_999_999)],
			["small and shorter than declared", fileOf(megabytes(1), 1_000_001)],
			["small and longer than declared", fileOf(megabytes(1), 999_999)],
		])("%s", async (_, file) => {
			const store = open("broken");
			await expect(store.put("k", file, plain)).rejects.toMatchObject({ code: "unavailable" });
			expect(await store.head("k")).toBeNull();
			const uploads = await client.send(
				new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: "broken/" }),
			);
			expect(uploads.Uploads ?? []).toEqual([]);
		});
	});

	test("has connections left when objects are requested but not read", async () => {
		expect(await unreadStore.head("k")).toMatchObject({ size: 8_000_000 });
		// A late reader still gets all bytes.
		expect((await new Response(unread[49]).bytes()).length).toBe(8_000_000);
	});
});
