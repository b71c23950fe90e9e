import { afterAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Store } from "widthwise";
import type { LocalFile } from "widthwise/store";
import { requires } from "../../requirements.ts";
import { freshStores } from "../../stores/fresh.ts";

const root = await mkdtemp(join(tmpdir(), "widthwise-store-"));
const { stores, remove } = await freshStores();
afterAll(() => Promise.all([remove(), rm(root, { recursive: true, force: true, maxRetries: 5 })]));

const text = (value: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(value);
const plain = { contentType: "text/plain" };

async function read(store: Store, key: string): Promise<string | null> {
	const object = await store.get(key);
	return object && new TextDecoder().decode(await object.bytes());
}

async function localFile(content: string | Uint8Array): Promise<LocalFile> {
	const path = join(root, crypto.randomUUID());
	await Bun.write(path, content);
	return { path, size: content.length, stream: () => Bun.file(path).stream() };
}

/** More bytes than any store sends or reads at once. */
function manyBytes(): Uint8Array<ArrayBuffer> {
	return Uint8Array.from({ length: 11_000_000 }, (_, i) => (i * 31 + (i >> 12)) & 255);
}

async function keys(store: Store, prefix: string): Promise<string[]> {
	return (await Array.fromAsync(store.list(prefix))).toSorted();
}

requires("s3").test("the S3 store is among the stores that are tested", () => {
	expect(stores.map(({ kind }) => kind)).toContain("S3");
});

describe.each(stores)("the $kind store", ({ make }) => {
	test("returns the bytes, type and metadata that were put", async () => {
		const store = make();
		const put = await store.put("photos/ab/master", text("hello"), {
			contentType: "image/jpeg",
			metadata: { width: "600" },
		});
		expect(put).toBe(true);
		const info = {
			key: "photos/ab/master",
			size: 5,
			contentType: "image/jpeg",
			metadata: { width: "600" },
			version: expect.any(String),
		};
		expect(await store.head("photos/ab/master")).toEqual(info);
		const object = await store.get("photos/ab/master");
		expect(object).toMatchObject(info);
		expect(await object?.bytes()).toEqual(text("hello"));
		expect(await new Response((await store.get("photos/ab/master"))?.stream()).text()).toBe(
			"hello",
		);
	});

	test("gives each version of an object another version text", async () => {
		const store = make();
		const versions = new Set<string | undefined>();
		for (const content of ["one", "two", "three!"]) {
			await store.put("a/b", text(content), plain);
			versions.add((await store.head("a/b"))?.version);
			expect((await store.get("a/b"))?.version).toBe((await store.head("a/b"))?.version);
		}
		expect(versions.size).toBe(3);
	});

	test("stores a local file", async () => {
		const store = make();
		await store.put("a/b", await localFile("from disk"), plain);
		expect(await read(store, "a/b")).toBe("from disk");
	});

	test("stores large objects, from memory and from a file", async () => {
		const store = make();
		const bytes = manyBytes();
		await store.put("from/memory", bytes, plain);
		await store.put("from/file", await localFile(bytes), plain);
		for (const key of ["from/memory", "from/file"]) {
			const object = await store.get(key);
			expect(object?.size).toBe(bytes.length);
			expect(Buffer.compare((await object?.bytes()) ?? text(""), bytes)).toBe(0);
			const stream = (await store.get(key))?.stream() ?? expect.unreachable();
			expect(Buffer.compare(await new Response(stream).bytes(), bytes)).toBe(0);
		}
		const range = await store.getRange("from/file", 5_242_879, 10_485_760);
		expect(Buffer.compare(range ?? text(""), bytes.subarray(5_242_879, 10_485_761))).toBe(0);
		expect(await store.put("from/file", bytes, { ...plain, ifAbsent: true })).toBe(false);
	});

	test("stores an object without bytes", async () => {
		const store = make();
		await store.put("a/empty", text(""), plain);
		await store.put("a/file", await localFile(""), plain);
		expect(await store.head("a/empty")).toMatchObject({ size: 0 });
		expect(await read(store, "a/empty")).toBe("");
		expect(await new Response((await store.get("a/file"))?.stream()).text()).toBe("");
		expect(await store.getRange("a/file", 0, 9)).toEqual(text(""));
	});

	test("allows a stream to be cancelled in the middle", async () => {
		const store = make();
		await store.put("k", manyBytes(), plain);
		const reader = ((await store.get("k"))?.stream() ?? expect.unreachable()).getReader();
		expect((await reader.read()).value?.length).toBeGreaterThan(0);
		await reader.cancel();
		await (await store.get("k"))?.stream().cancel();
		expect(await store.head("k")).not.toBeNull();
	});

	test("returns null for a missing object", async () => {
		const store = make();
		expect(await store.get("a/b")).toBeNull();
		expect(await store.head("a/b")).toBeNull();
		expect(await store.getRange("a/b", 0, 1)).toBeNull();
		expect(await keys(store, "")).toEqual([]);
	});

	test("does not take a folder of keys for an object", async () => {
		const store = make();
		await store.put("a/b/c", text("x"), plain);
		expect(await store.get("a/b")).toBeNull();
		expect(await store.head("a")).toBeNull();
	});

	test("replaces an object, but not with ifAbsent", async () => {
		const store = make();
		await store.put("k", text("one"), plain);
		expect(await store.put("k", text("two"), plain)).toBe(true);
		expect(await read(store, "k")).toBe("two");
		expect(await store.put("k", text("three"), { ...plain, ifAbsent: true })).toBe(false);
		expect(await read(store, "k")).toBe("two");
		expect(await store.put("new", text("three"), { ...plain, ifAbsent: true })).toBe(true);
	});

	test("lets one of many succeed that put a missing object at once", async () => {
		const store = make();
		const puts = Array.from({ length: 20 }, (_, i) =>
			store.put("k", text(`by ${i}`), { ...plain, ifAbsent: true }),
		);
		const won = (await Promise.all(puts)).flatMap((isFirst, i) => (isFirst ? [i] : []));
		expect(won).toHaveLength(1);
		expect(await read(store, "k")).toBe(`by ${won[0]}`);
	});

	test("reads ranges, shorter ones at the end", async () => {
		const store = make();
		await store.put("k", text("0123456789"), plain);
		expect(await store.getRange("k", 2, 4)).toEqual(text("234"));
		expect(await store.getRange("k", 8, 100)).toEqual(text("89"));
		expect(await store.getRange("k", 10, 12)).toEqual(text(""));
	});

	test("shares no memory with its callers", async () => {
		const store = make();
		const bytes = text("hello");
		await store.put("k", bytes, plain);
		bytes.fill(0);
		(await (await store.get("k"))?.bytes())?.fill(0);
		expect(await read(store, "k")).toBe("hello");
	});

	test("lists by prefix, deletes, and allows deleting twice", async () => {
		const store = make();
		for (const key of ["photos/ab/master", "photos/ab/w416.webp", "photos/abc/master", "z"]) {
			await store.put(key, text(key), plain);
		}
		expect(await keys(store, "photos/ab/")).toEqual(["photos/ab/master", "photos/ab/w416.webp"]);
		expect(await keys(store, "photos/ab")).toHaveLength(3);
		expect(await keys(store, "")).toHaveLength(4);
		await store.delete("photos/ab/master");
		await store.delete("photos/ab/master");
		expect(await store.get("photos/ab/master")).toBeNull();
		expect(await keys(store, "photos/ab/")).toEqual(["photos/ab/w416.webp"]);
	});

	test("deletes all below a prefix at once and stores nothing beside it, or does neither", async () => {
		const store = make();
		const [master, variant, other] = [
			"photos/ab/master",
			"photos/ab/w416.webp",
			"photos/abc/master",
		];
		for (const key of [master, other]) await store.put(key, text(key), plain);
		const putVariant = () => store.put(variant, text("x"), { ...plain, beside: master });
		expect(await putVariant()).toBe(true);
		await store.deleteAll?.("photos/ab/");
		await store.deleteAll?.("photos/ab/");
		const isDeleted = store.deleteAll !== undefined;
		expect(await keys(store, "photos/ab/")).toEqual(isDeleted ? [] : [master, variant]);
		expect(await store.head(other)).not.toBeNull();
		await store.delete(variant);
		await store.delete(master);
		expect(await putVariant()).toBe(!isDeleted);
		expect(await keys(store, "photos/ab/")).toEqual(isDeleted ? [] : [variant]);
	});

	test.each(["", "photos", "../", "photos/../", "/", ".tmp/"])(
		"deletes nothing below %p, which is no prefix",
		async (prefix) => {
			const store = make();
			await store.put("photos/ab", text("x"), plain);
			if (store.deleteAll) {
				await expect(store.deleteAll(prefix)).rejects.toMatchObject({ code: "internal" });
			}
			expect(await keys(store, "")).toEqual(["photos/ab"]);
		},
	);

	test.each(["../x", "/x", "a/../b", "a//b", "", "a/", ".tmp/x", "a b", "a/.info", "a.info", "ä"])(
		"refuses the key %p",
		async (key) => {
			const store = make();
			await expect(store.put(key, text("x"), plain)).rejects.toMatchObject({ code: "internal" });
			await expect(store.get(key)).rejects.toMatchObject({ code: "internal" });
		},
	);
});
