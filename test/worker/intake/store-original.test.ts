import { afterEach, beforeEach, expect, test } from "bun:test";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { WidthwiseError } from "widthwise";
import { originalKey, verdictKey } from "widthwise/url";
import { createStoreOriginal } from "../../../worker/intake/store-original.ts";
import { removeFolder, temporaryFolder } from "../../temporary-folder.ts";
import { raise } from "../databases.ts";
import { type PhotoParts, photoPartsOfFile, SOME_BYTES } from "../photo-parts.ts";

const freshParts = photoPartsOfFile();
let parts: PhotoParts;
let folder: string;
beforeEach(async () => {
	parts = await freshParts();
	folder = await temporaryFolder();
});
afterEach(() => removeFolder(folder));

const HASH = "7".repeat(64);

async function store(written: Promise<void>) {
	const path = join(folder, "upload");
	await Bun.write(path, SOME_BYTES);
	const probe = {
		type: "jpeg",
		width: 4,
		height: 3,
		orientation: 1,
		frames: 1,
		hasAlpha: false,
		isCmyk: false,
	} as const;
	const file = { path, size: SOME_BYTES.length, hash: HASH, type: "jpeg", probe, written } as const;
	try {
		return await createStoreOriginal({ ...parts, onError: raise })("a.jpg", file, 1000);
	} finally {
		await rm(path, { force: true });
	}
}

test("a file that the disk could not write is not stored, and the next upload of it is", async () => {
	const failure = new WidthwiseError("unavailable", "The server's disk is full");
	const written = Promise.reject(failure);
	written.catch(() => {});
	await expect(store(written)).rejects.toBe(failure);
	const key = originalKey(HASH.slice(0, 32));
	expect(await parts.media.head(key)).toBeNull();
	const { isNew } = await store(Promise.resolve());
	expect(isNew).toBe(false);
	expect(await (await parts.media.get(key))?.bytes()).toEqual(new Uint8Array(SOME_BYTES));
});

test("a verdict from before a photo was deleted is deleted when the photo is uploaded again", async () => {
	const id = HASH.slice(0, 32);
	await parts.catalogue.beginDeletion(id, null);
	await parts.media.put(verdictKey(id), SOME_BYTES, { contentType: "application/json" });
	expect((await store(Promise.resolve())).isNew).toBe(true);
	expect(await parts.media.head(verdictKey(id))).toBeNull();
});
