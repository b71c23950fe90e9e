import { afterAll, afterEach, beforeEach, expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { createThreadedInspector } from "widthwise/inspection";
import { originalKey } from "widthwise/url";
import { createFileReceiver } from "../../../worker/intake/receive-file.ts";
import { createStoreOriginal } from "../../../worker/intake/store-original.ts";
import { createRecoverOriginal } from "../../../worker/upkeep/recover-original.ts";
import { drawn } from "../../server/drawn-photos.ts";
import { removeFolder, temporaryFolder } from "../../temporary-folder.ts";
import { raise } from "../databases.ts";
import { keysOf, type PhotoParts, photoPartsOfFile } from "../photo-parts.ts";
import { photoId } from "../photos.ts";

const freshParts = photoPartsOfFile();
let parts: PhotoParts;
let temporary: string;
const inspector = createThreadedInspector({ threads: 1 });
afterAll(inspector.close);
beforeEach(async () => {
	parts = await freshParts();
	temporary = await temporaryFolder();
});
afterEach(async () => {
	await removeFolder(temporary);
});

const picture = drawn(1);
const id = new Bun.CryptoHasher("sha256").update(picture).digest("hex").slice(0, 32);

function recoverOriginal(photo: string): Promise<void> {
	const receiveFile = createFileReceiver({
		inspector,
		storeOriginal: createStoreOriginal({ ...parts, onError: raise }),
		maxFileBytes: 1e6,
		maxPixels: 1e6,
		maxMemory: 1e9,
	});
	return createRecoverOriginal({ ...parts, receiveFile, temporaryFolder: temporary })(photo);
}

test.each([
	["image/jpeg", "photo.jpeg"],
	// Tools that copy originals use this type for a key without an extension.
	["binary/octet-stream", "photo"],
])("an original stored as %s becomes one photo", async (contentType, filename) => {
	await parts.media.put(originalKey(id), picture, { contentType });
	await recoverOriginal(id);
	await recoverOriginal(id);
	const known = { status: "received", filename, type: "jpeg", width: 96 };
	expect(await parts.catalogue.find(id)).toMatchObject(known);
	expect((await parts.catalogue.statuses()).size).toBe(1);
	expect(await keysOf(parts.media)).toEqual([originalKey(id)]);
	expect(await readdir(temporary)).toEqual([]);
});

test("an original whose hash does not match its key is left as it is", async () => {
	const other = photoId(7);
	await parts.media.put(originalKey(other), picture, { contentType: "image/jpeg" });
	const error = await recoverOriginal(other).catch((reason: unknown) => reason);
	expect(error).toMatchObject({ code: "bad-request" });
	expect((await parts.catalogue.statuses()).size).toBe(0);
	expect(await keysOf(parts.media)).toEqual([originalKey(other)]);
});
