import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFolderSource } from "widthwise/source/folder";
import { codeOfAsync } from "../../containers/thrown.ts";

let root: string;
let folder: string;
beforeAll(async () => {
	root = await mkdtemp(join(tmpdir(), "widthwise-source-"));
	folder = join(root, "photos");
	await mkdir(join(folder, "trips/Köln 1"), { recursive: true });
	await mkdir(join(root, "photos-private"));
	await writeFile(join(folder, "trips/Köln 1/a b.jpg"), "photo");
	await writeFile(join(folder, ".hidden"), "secret");
	await mkdir(join(folder, ".git"));
	await writeFile(join(folder, ".git/config"), "secret");
	await writeFile(join(root, "secret"), "secret");
	await writeFile(join(root, "photos-private/secret"), "secret");
	await symlink(join(root, "secret"), join(folder, "link"));
	await symlink(root, join(folder, "up"));
	await symlink("../photos-private/secret", join(folder, "sibling"));
	await symlink("trips", join(folder, "inside"));
	await symlink("circle", join(folder, "circle"));
	await symlink("nowhere", join(folder, "dangling"));
});
afterAll(() => rm(root, { recursive: true, force: true, maxRetries: 5 }));

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

describe("a source in a folder", () => {
	test("finds files by their paths, also through links that stay inside", async () => {
		const source = createFolderSource({ folder });
		for (const id of ["trips/Köln 1/a b.jpg", "inside/Köln 1/a b.jpg"]) {
			expect(text(await (await source.find(id))?.read(5))).toBe("photo");
		}
	});

	test("may be a link itself", async () => {
		const linked = join(root, "linked");
		await symlink(folder, linked);
		const source = createFolderSource({ folder: linked });
		expect(await source.find("trips/Köln 1/a b.jpg")).not.toBeNull();
	});

	test.each([
		...[
			"nothing.jpg",
			"trips",
			"trips/Köln 1/a b.jpg/x",
			"",
			".",
			"..",
			"../secret",
			"trips/../../secret",
		],
		...[
			"/etc/passwd",
			"./trips",
			".hidden",
			".git/config",
			"link",
			"up/secret",
			"sibling",
			"circle",
		],
		...["dangling", "a\0b", "..\\secret", "trips\\..\\..\\secret", "C:secret", "a".repeat(300)],
	])("does not find %p", async (id) => {
		const source = createFolderSource({ folder });
		expect(await source.find(id)).toBeNull();
	});

	test("gives a changed file another version, and does not read what it did not find", async () => {
		const source = createFolderSource({ folder });
		const path = join(folder, "changing.jpg");
		await writeFile(path, "one");
		const first = await source.find("changing.jpg");
		expect((await source.find("changing.jpg"))?.version).toBe(first?.version ?? "none");
		await writeFile(`${path}.new`, "two");
		await rename(`${path}.new`, path);
		const second = await source.find("changing.jpg");
		expect(second?.version).not.toBe(first?.version ?? "none");
		expect(await codeOfAsync(() => first?.read(9))).toBe("busy");
		await utimes(path, 1, 1);
		expect((await source.find("changing.jpg"))?.version).not.toBe(second?.version ?? "none");
		await rm(path);
		expect(await codeOfAsync(() => second?.read(9))).toBe("busy");
	});

	test("does not read more than is allowed", async () => {
		const found = await createFolderSource({ folder }).find("trips/Köln 1/a b.jpg");
		expect(await codeOfAsync(() => found?.read(4))).toBe("file-too-large");
	});

	test("is unavailable if there is no folder", async () => {
		const source = createFolderSource({ folder: join(root, "nowhere") });
		expect(await codeOfAsync(() => source.find("a.jpg"))).toBe("unavailable");
	});
});
