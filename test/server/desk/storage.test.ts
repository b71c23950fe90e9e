import { afterAll, expect, test } from "bun:test";
import { mkdtemp, rm, utimes } from "node:fs/promises";
import { join } from "node:path";
import { createFolderBytes } from "../../../server/desk/folder-bytes.ts";
import { createStorageUsed } from "../../../server/desk/storage.ts";
import { writeBytes } from "../../../server/desk/write-bytes.ts";
import { removeFolder, temporaryFolder } from "../../temporary-folder.ts";

const folder = await temporaryFolder();
afterAll(() => removeFolder(folder));

const catalogue = { bytes: async () => ({ originals: 5_000_000, masters: 2_000_000 }) };

test("the public folder's bytes are counted with all subfolders, and stay fresh for a second", async () => {
	for (let i = 0; i < 100; i++) await Bun.write(`${folder}/photos/${i % 7}/${i}`, "x".repeat(i));
	const publicLocation = { setting: "PUBLIC_STORE", kind: "folder", folder } as const;
	let now = 0;
	const storageUsed = createStorageUsed({ catalogue, publicLocation, now: () => now });
	const first = await storageUsed();
	expect(first).toMatchObject({ originals: 5_000_000, masters: 2_000_000, published: 4950 });
	expect(first.free).toBeGreaterThan(0);
	await Bun.write(`${folder}/more`, "x");
	now = 900;
	expect((await storageUsed()).published).toBe(4950);
	now = 1100;
	expect((await storageUsed()).published).toBe(4951);
});

test("a folder that takes long to count is counted rarely", async () => {
	const publicLocation = { setting: "PUBLIC_STORE", kind: "folder", folder } as const;
	let now = 0;
	let step = 250;
	// A clock that advances whenever it is read.
	const clock = (): number => {
		now += step;
		return now;
	};
	const storageUsed = createStorageUsed({ catalogue, publicLocation, now: clock });
	const { published } = await storageUsed();
	await Bun.write(`${folder}/late`, "x");
	step = 0;
	now += 24_000;
	expect((await storageUsed()).published).toBe(published);
	now += 2000;
	expect((await storageUsed()).published).toBe((published ?? 0) + 1);
});

test("a count is shown for less than a minute, however long counting takes", async () => {
	const publicLocation = { setting: "PUBLIC_STORE", kind: "folder", folder } as const;
	let now = 0;
	let step = 10_000;
	// A clock that advances whenever it is read: the count takes ten seconds.
	const clock = (): number => {
		now += step;
		return now;
	};
	const storageUsed = createStorageUsed({ catalogue, publicLocation, now: clock });
	const { published } = await storageUsed();
	await Bun.write(`${folder}/a minute later`, "xy");
	step = 0;
	now += 31_000;
	expect((await storageUsed()).published).toBe((published ?? 0) + 2);
});

test("only folders that have changed are counted again", async () => {
	const own = await mkdtemp(join(folder, "changes-"));
	for (const name of ["a", "b"]) await Bun.write(`${own}/${name}/file`, "xxx");
	const longAgo = new Date(Date.now() - 60_000);
	for (const name of ["a", "b"]) await utimes(`${own}/${name}`, longAgo, longAgo);
	const folderBytes = createFolderBytes(own);
	expect(await folderBytes()).toBe(6);
	// Stores never write into a file: this shows which folders are read.
	await Bun.write(`${own}/a/file`, "longer");
	await Bun.write(`${own}/b/file`, "longer");
	await utimes(`${own}/a`, longAgo, longAgo);
	await Bun.write(`${own}/b/other`, "x");
	expect(await folderBytes()).toBe(3 + 6 + 1);
	await rm(`${own}/b`, { recursive: true });
	expect(await folderBytes()).toBe(3);
});

test("a folder that does not exist yet has no bytes", async () => {
	const publicLocation = {
		setting: "PUBLIC_STORE",
		kind: "folder",
		folder: `${folder}/none`,
	} as const;
	const storageUsed = createStorageUsed({ catalogue, publicLocation });
	expect(await storageUsed()).toMatchObject({ published: 0, free: null });
});

test("of an S3 bucket, only the catalogue's sums are known", async () => {
	const publicLocation = {
		setting: "PUBLIC_STORE",
		kind: "s3",
		bucket: "photos",
		prefix: "",
		region: "eu-west-1",
		endpoint: undefined,
	} as const;
	const storageUsed = createStorageUsed({ catalogue, publicLocation });
	expect(await storageUsed()).toEqual({
		originals: 5_000_000,
		masters: 2_000_000,
		published: null,
		free: null,
	});
});

test.each([
	[0, "0 kB"],
	[1234, "1 kB"],
	[999_400, "999 kB"],
	[999_500, "1.0 MB"],
	[12_345_678, "12.3 MB"],
	[99_960_000, "100 MB"],
	[3_400_000_000, "3.4 GB"],
	[5e15, "5000 TB"],
])("%d bytes are written %s", (bytes, text) => {
	expect(writeBytes(bytes)).toBe(text);
});
