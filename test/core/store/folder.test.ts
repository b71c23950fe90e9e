import { afterAll, describe, expect, test } from "bun:test";
import { mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Store, WidthwiseError } from "widthwise";
import type { LocalFile } from "widthwise/store";
import { createFolderStore } from "widthwise/store/folder";
import { pathAside } from "../../../core/store/folder/delete-folder.ts";

const root = await mkdtemp(join(tmpdir(), "widthwise-store-"));
afterAll(() => rm(root, { recursive: true, force: true, maxRetries: 5 }));

const text = (value: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(value);
const plain = { contentType: "text/plain" };

describe("the folder store", () => {
	test("leaves no temporary files when a put fails", async () => {
		const folder = join(root, "failing");
		const store = createFolderStore({ folder });
		const missing: LocalFile = {
			path: join(root, "no such file"),
			size: 1,
			stream: () => new Blob([]).stream(),
		};
		await expect(store.put("a/b", missing, plain)).rejects.toMatchObject({ code: "unavailable" });
		await store.put("c", text("x"), plain);
		expect(await readdir(join(folder, ".tmp"))).toEqual([]);
		expect(await store.get("a/b")).toBeNull();
	});

	test("has the objects that another store put into the same folder", async () => {
		const folder = join(root, "shared");
		await createFolderStore({ folder }).put("a/b", text("x"), { contentType: "image/webp" });
		const again = createFolderStore({ folder });
		expect(await again.head("a/b")).toMatchObject({ contentType: "image/webp", size: 1 });
	});

	test("rejects with unavailable if the folder cannot be used", async () => {
		await Bun.write(join(root, "file"), "not a folder");
		const store = createFolderStore({ folder: join(root, "file") });
		await expect(store.put("a/b", text("x"), plain)).rejects.toMatchObject({ code: "unavailable" });
	});

	/** An object whose metadata repeats its bytes. */
	const labelled = (value: string) => [text(value), { ...plain, metadata: { value } }] as const;
	async function isConsistent(store: Store, key: string): Promise<boolean> {
		const object = await store.get(key);
		const bytes = await object?.bytes();
		return object?.metadata.value === new TextDecoder().decode(bytes);
	}

	test.each([true, false])(
		"stores bytes and metadata of the same put when several run at once (ifAbsent: %p)",
		async (ifAbsent) => {
			const store = createFolderStore({ folder: join(root, `several-${ifAbsent}`) });
			for (let round = 0; round < 20; round++) {
				const key = `a/${round}`;
				const puts = ["one", "two", "three"].map((value) => {
					const [bytes, options] = labelled(value);
					return store.put(key, bytes, { ...options, ifAbsent });
				});
				const stored = await Promise.all(puts);
				expect(stored.filter((isStored) => isStored)).toHaveLength(ifAbsent ? 1 : 3);
				expect(await isConsistent(store, key)).toBe(true);
			}
		},
	);

	test("gives a reader the old object, the new one or busy while an object is replaced", async () => {
		const store = createFolderStore({ folder: join(root, "replaced") });
		await store.put("a", ...labelled("1111"));
		let isReplaced = false;
		const replacing = (async () => {
			for (let round = 0; round < 40; round++) {
				await store.put("a", ...labelled(`${1000 + round}`));
			}
		})().finally(() => {
			isReplaced = true;
		});
		const outcomes = new Set<string>();
		while (!isReplaced) {
			const outcome = isConsistent(store, "a").catch((error: WidthwiseError) => error.code);
			outcomes.add(String(await outcome));
		}
		await replacing;
		expect([...outcomes].filter((outcome) => outcome !== "true" && outcome !== "busy")).toEqual([]);
	});

	test("ignores and replaces an object of which a crash left one file", async () => {
		const folder = join(root, "crashed");
		const store = createFolderStore({ folder });
		await Bun.write(join(folder, "bytes-alone"), "old");
		await Bun.write(join(folder, "info-alone.info"), JSON.stringify(plain));
		for (const key of ["bytes-alone", "info-alone"]) {
			expect(await store.get(key)).toBeNull();
			const [bytes, options] = labelled("new");
			expect(await store.put(key, bytes, { ...options, ifAbsent: true })).toBe(true);
			expect(await isConsistent(store, key)).toBe(true);
		}
	});

	test("has both files or none after a deletion during a put", async () => {
		const store = createFolderStore({ folder: join(root, "deleted") });
		for (let round = 0; round < 30; round++) {
			const key = `a/${round}`;
			await Promise.all([store.put(key, ...labelled("x")), store.delete(key)]);
			const isListed = (await Array.fromAsync(store.list(key))).includes(key);
			expect(isListed).toBe((await store.head(key)) !== null);
		}
	});

	test("stores nothing in the folder of objects that are deleted during a put", async () => {
		const folder = join(root, "beside");
		const store = createFolderStore({ folder });
		const outcomes = new Set<string>();
		for (let round = 0; round < 30; round++) {
			await store.put("a/b/master", text("x"), plain);
			const puts = Array.from({ length: 4 }, (_, i) =>
				store.put(`a/b/${i}`, text("y"), { ...plain, ifAbsent: true, beside: "a/b/master" }),
			);
			if (round % 2 === 1) await puts[0];
			await store.deleteAll?.("a/b/");
			for (const isStored of await Promise.all(puts)) outcomes.add(String(isStored));
			expect(await readdir(join(folder, "a"))).toEqual([]);
		}
		expect(await readdir(join(folder, ".tmp"))).toEqual([]);
		expect(outcomes).toContain("false");
	});

	test("deletes what a crash left of a deletion, and what was stored since", async () => {
		const folder = join(root, "half-deleted");
		const store = createFolderStore({ folder });
		for (const key of ["a/b/c", "a/b/d"]) await store.put(key, text("x"), plain);
		await rename(join(folder, "a/b"), pathAside(folder, join(folder, "a/b")));
		await store.put("a/b/e", text("x"), plain);
		await store.deleteAll?.("a/b/");
		expect([await readdir(join(folder, ".tmp")), await readdir(join(folder, "a"))]).toEqual([
			[],
			[],
		]);
	});
});
