import { afterAll, describe, expect, test } from "bun:test";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMemoryStore, type LocalFile, type Store } from "widthwise";
import { createFolderStore } from "widthwise/store/folder";

const root = await mkdtemp(join(tmpdir(), "widthwise-store-"));
afterAll(() => rm(root, { recursive: true }));

const adapters: ReadonlyArray<readonly [string, () => Store]> = [
	["memory", createMemoryStore],
	["folder", () => createFolderStore({ folder: join(root, crypto.randomUUID()) })],
];

const text = (value: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(value);
const plain = { contentType: "text/plain" };

async function read(store: Store, key: string): Promise<string | null> {
	const object = await store.get(key);
	return object && new TextDecoder().decode(await object.bytes());
}

async function localFile(content: string): Promise<LocalFile> {
	const path = join(root, crypto.randomUUID());
	await Bun.write(path, content);
	return { path, size: content.length, stream: () => Bun.file(path).stream() };
}

async function keys(store: Store, prefix: string): Promise<string[]> {
	return (await Array.fromAsync(store.list(prefix))).toSorted();
}

describe.each(adapters)("the %s store", (_name, createStore) => {
	test("gives back what was put: bytes, type and metadata", async () => {
		const store = createStore();
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
		};
		expect(await store.head("photos/ab/master")).toEqual(info);
		const object = await store.get("photos/ab/master");
		expect(object).toMatchObject(info);
		expect(await object?.bytes()).toEqual(text("hello"));
		expect(await new Response((await store.get("photos/ab/master"))?.stream()).text()).toBe(
			"hello",
		);
	});

	test("takes over a local file", async () => {
		const store = createStore();
		await store.put("a/b", await localFile("from disk"), plain);
		expect(await read(store, "a/b")).toBe("from disk");
	});

	test("has null for what is not there", async () => {
		const store = createStore();
		expect(await store.get("a/b")).toBeNull();
		expect(await store.head("a/b")).toBeNull();
		expect(await store.getRange("a/b", 0, 1)).toBeNull();
		expect(await keys(store, "")).toEqual([]);
	});

	test("a folder of keys is no object", async () => {
		const store = createStore();
		await store.put("a/b/c", text("x"), plain);
		expect(await store.get("a/b")).toBeNull();
		expect(await store.head("a")).toBeNull();
	});

	test("replaces an object, unless told to put only what is absent", async () => {
		const store = createStore();
		await store.put("k", text("one"), plain);
		expect(await store.put("k", text("two"), plain)).toBe(true);
		expect(await read(store, "k")).toBe("two");
		expect(await store.put("k", text("three"), { ...plain, ifAbsent: true })).toBe(false);
		expect(await read(store, "k")).toBe("two");
		expect(await store.put("new", text("three"), { ...plain, ifAbsent: true })).toBe(true);
	});

	test("of many who put what is absent at once, one succeeds", async () => {
		const store = createStore();
		const puts = Array.from({ length: 20 }, (_, i) =>
			store.put("k", text(`by ${i}`), { ...plain, ifAbsent: true }),
		);
		const won = (await Promise.all(puts)).flatMap((isFirst, i) => (isFirst ? [i] : []));
		expect(won).toHaveLength(1);
		expect(await read(store, "k")).toBe(`by ${won[0]}`);
	});

	test("reads ranges, short at the end", async () => {
		const store = createStore();
		await store.put("k", text("0123456789"), plain);
		expect(await store.getRange("k", 2, 4)).toEqual(text("234"));
		expect(await store.getRange("k", 8, 100)).toEqual(text("89"));
		expect(await store.getRange("k", 10, 12)).toEqual(text(""));
	});

	test("keeps no link to the caller's buffer, nor gives one away", async () => {
		const store = createStore();
		const bytes = text("hello");
		await store.put("k", bytes, plain);
		bytes.fill(0);
		(await (await store.get("k"))?.bytes())?.fill(0);
		expect(await read(store, "k")).toBe("hello");
	});

	test("lists by prefix, deletes, and deleting twice is fine", async () => {
		const store = createStore();
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

	test.each(["../x", "/x", "a/../b", "a//b", "", "a/", ".tmp/x", "a b", "a/.info", "a.info", "ä"])(
		"refuses the key %p",
		async (key) => {
			const store = createStore();
			expect(store.put(key, text("x"), plain)).rejects.toMatchObject({ code: "internal" });
			expect(store.get(key)).rejects.toMatchObject({ code: "internal" });
		},
	);
});

describe("the folder store", () => {
	test("leaves nothing unfinished behind when a put fails", async () => {
		const folder = join(root, "failing");
		const store = createFolderStore({ folder });
		const gone: LocalFile = {
			path: join(root, "no such file"),
			size: 1,
			stream: () => new Blob([]).stream(),
		};
		expect(store.put("a/b", gone, plain)).rejects.toMatchObject({ code: "unavailable" });
		await store.put("c", text("x"), plain);
		expect(await readdir(join(folder, ".tmp"))).toEqual([]);
		expect(await store.get("a/b")).toBeNull();
	});

	test("objects survive: another store on the same folder has them", async () => {
		const folder = join(root, "kept");
		await createFolderStore({ folder }).put("a/b", text("x"), { contentType: "image/webp" });
		const again = createFolderStore({ folder });
		expect(await again.head("a/b")).toMatchObject({ contentType: "image/webp", size: 1 });
	});

	test("says so when the folder cannot be used", async () => {
		await Bun.write(join(root, "file"), "not a folder");
		const store = createFolderStore({ folder: join(root, "file") });
		expect(store.put("a/b", text("x"), plain)).rejects.toMatchObject({ code: "unavailable" });
	});
});
