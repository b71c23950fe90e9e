import { afterAll, describe, expect, test } from "bun:test";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Store, WidthwiseError } from "widthwise";
import type { LocalFile } from "widthwise/internal";
import { createFolderStore } from "widthwise/store/folder";

const root = await mkdtemp(join(tmpdir(), "widthwise-store-"));
afterAll(() => rm(root, { recursive: true, force: true, maxRetries: 5 }));

const text = (value: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(value);
const plain = { contentType: "text/plain" };

describe("the folder store", () => {
	test("leaves nothing unfinished behind when a put fails", async () => {
		const folder = join(root, "failing");
		const store = createFolderStore({ folder });
		const gone: LocalFile = {
			path: join(root, "no such file"),
			size: 1,
			stream: () => new Blob([]).stream(),
		};
		await expect(store.put("a/b", gone, plain)).rejects.toMatchObject({ code: "unavailable" });
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
		await expect(store.put("a/b", text("x"), plain)).rejects.toMatchObject({ code: "unavailable" });
	});

	/** An object whose metadata says what its bytes are. */
	const twin = (value: string) => [text(value), { ...plain, metadata: { value } }] as const;
	async function isWhole(store: Store, key: string): Promise<boolean> {
		const object = await store.get(key);
		const bytes = await object?.bytes();
		return object?.metadata.value === new TextDecoder().decode(bytes);
	}

	test.each([true, false])(
		"bytes and metadata are of one put, whichever of several wins (ifAbsent: %p)",
		async (ifAbsent) => {
			const store = createFolderStore({ folder: join(root, `several-${ifAbsent}`) });
			for (let round = 0; round < 20; round++) {
				const key = `a/${round}`;
				const puts = ["one", "two", "three"].map((value) => {
					const [bytes, options] = twin(value);
					return store.put(key, bytes, { ...options, ifAbsent });
				});
				const stored = await Promise.all(puts);
				expect(stored.filter((isStored) => isStored)).toHaveLength(ifAbsent ? 1 : 3);
				expect(await isWhole(store, key)).toBe(true);
			}
		},
	);

	test("who reads while an object is replaced has one of the two, or is told to ask again", async () => {
		const store = createFolderStore({ folder: join(root, "replaced") });
		await store.put("a", ...twin("1111"));
		let isOver = false;
		const replacing = (async () => {
			for (let round = 0; round < 40; round++) await store.put("a", ...twin(`${1000 + round}`));
		})().finally(() => {
			isOver = true;
		});
		const seen = new Set<string>();
		while (!isOver) {
			const outcome = isWhole(store, "a").catch((error: WidthwiseError) => error.code);
			seen.add(String(await outcome));
		}
		await replacing;
		expect([...seen].filter((outcome) => outcome !== "true" && outcome !== "busy")).toEqual([]);
	});

	test("what a crash left of an object is none, and gives way to the next", async () => {
		const folder = join(root, "crashed");
		const store = createFolderStore({ folder });
		await Bun.write(join(folder, "bytes-alone"), "old");
		await Bun.write(join(folder, "info-alone.info"), JSON.stringify(plain));
		for (const key of ["bytes-alone", "info-alone"]) {
			expect(await store.get(key)).toBeNull();
			const [bytes, options] = twin("new");
			expect(await store.put(key, bytes, { ...options, ifAbsent: true })).toBe(true);
			expect(await isWhole(store, key)).toBe(true);
		}
	});

	test("a deletion during a put leaves all or nothing", async () => {
		const store = createFolderStore({ folder: join(root, "deleted") });
		for (let round = 0; round < 30; round++) {
			const key = `a/${round}`;
			await Promise.all([store.put(key, ...twin("x")), store.delete(key)]);
			const isListed = (await Array.fromAsync(store.list(key))).includes(key);
			expect(isListed).toBe((await store.head(key)) !== null);
		}
	});
});
