import { afterAll, describe, expect, test } from "bun:test";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LocalFile } from "widthwise";
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
