import { afterEach, beforeEach, expect, test } from "bun:test";
import { createImageHandler, createMemoryStore, type Store } from "widthwise";
import { PUBLISHING_VERSION, readMasterInfo } from "widthwise/photo";
import { createStoreSource } from "widthwise/source/store";
import { masterKey } from "widthwise/url";
import { loadedJpeg, PRIVATE_MARKS } from "../../photos/loaded.ts";
import { vips } from "../engine.ts";

const URL_OF_MASTER = "https://photos.example/media/a.jpg";
const original = new Uint8Array(loadedJpeg(1, 80, 60));

let originals: Store;
let store: Store;
let errors: unknown[];
let clock: number;
beforeEach(async () => {
	[originals, store, errors, clock] = [createMemoryStore(), createMemoryStore(), [], 0];
	await put(originals, "a.jpg", original);
	const first = open();
	expect((await first.respond(new Request(URL_OF_MASTER))).status).toBe(200);
	await first.close();
});
afterEach(() => expect(errors).toEqual([]));

function put(target: Store, key: string, bytes: Uint8Array): Promise<boolean> {
	return target.put(key, bytes, { contentType: "image/jpeg" });
}

/** Opens a handler, which knows no original yet. */
function open(readOriginal?: () => Promise<Uint8Array<ArrayBuffer>>) {
	const source = createStoreSource({ store: originals });
	return createImageHandler({
		store,
		engine: vips,
		source: {
			async find(id, signal) {
				const found = await source.find(id, signal);
				return found && readOriginal ? { ...found, read: readOriginal } : found;
			},
		},
		onError: (error) => errors.push(error),
		now: () => clock,
	});
}

async function keyOfMaster(): Promise<string> {
	const keys = await Array.fromAsync(store.list("photos/"));
	return keys.find((key) => key.endsWith("/master")) ?? masterKey("none");
}

/** Makes the photo one that the first version of publishing made. */
async function makeOlder(bytes: Uint8Array): Promise<void> {
	const key = await keyOfMaster();
	const metadata = { ...(await store.head(key))?.metadata, version: "0" };
	await store.put(key, bytes, { contentType: "image/jpeg", metadata });
}

async function version(): Promise<number | null> {
	const master = await store.head(await keyOfMaster());
	return master && readMasterInfo(master).version;
}

function hasPrivateData(bytes: Uint8Array): boolean {
	return PRIVATE_MARKS.some((mark) => Buffer.from(bytes).includes(mark));
}

test("a photo that an older version published is sent as it is, and published again meanwhile", async () => {
	await makeOlder(original);
	const held = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
	let reads = 0;
	const images = open(() => {
		reads++;
		return held.promise;
	});
	const get = async () => (await images.respond(new Request(URL_OF_MASTER))).bytes();
	expect(hasPrivateData(await get())).toBe(true);
	// Looked up again while it is being renewed.
	clock = 60_000;
	await get();
	held.resolve(original);
	await images.close();
	expect([await version(), reads]).toEqual([PUBLISHING_VERSION, 1]);
	// From memory, too, older bytes are gone.
	expect(hasPrivateData(await get())).toBe(false);
});

test("an older photo whose original is damaged stays if it is clean", async () => {
	const master = await store.get(await keyOfMaster());
	await makeOlder(new Uint8Array((await master?.bytes()) ?? []));
	for (const time of [0, 60_000]) {
		clock = time;
		const images = open(async () => original.slice(0, 900));
		expect((await images.respond(new Request(URL_OF_MASTER))).status).toBe(200);
		await images.close();
	}
	expect(await version()).toBe(0);
	expect(errors.splice(0)).toMatchObject([{ name: "WidthwiseError" }, { name: "WidthwiseError" }]);
});

test("an older photo whose original is damaged is removed if it contains private data", async () => {
	await makeOlder(original);
	const images = open(async () => original.slice(0, 900));
	await images.respond(new Request(URL_OF_MASTER));
	await images.close();
	expect(await version()).toBeNull();
	const damaged = open(async () => original.slice(0, 900));
	expect((await damaged.respond(new Request(URL_OF_MASTER))).status).toBe(422);
});
