import { beforeEach, describe, expect, test } from "bun:test";
import { createMemoryStore, type Store } from "widthwise";
import { createBunEngine } from "widthwise/engine/bun";
import { imagePath, photoPrefix, variantKey } from "widthwise/url";
import { ID } from "../../photos/publishing.ts";
import { BUCKETS, serve } from "../../photos/serving.ts";
import { encode, imageOf } from "../../pictures/painter.ts";
import { paint } from "../../pictures/pixels.ts";
import { objectBytes } from "../../stores/contents.ts";
import { putPublished } from "../published.ts";

const bun = createBunEngine();

const OTHER = "f".repeat(32);
const speckled = paint(700, 500, 3, (x, y) => [(x * 97) % 256, (y * 57) % 256, (x * y) % 256]);
const original = encode(imageOf(speckled), "jpeg");

const PATH = imagePath(ID, "blue-hour");

let store: Store;
beforeEach(async () => {
	store = createMemoryStore();
	for (const id of [ID, OTHER]) await putPublished(store, original, id);
});

async function deletePhoto(photoId: string): Promise<void> {
	for await (const key of store.list(photoPrefix(photoId))) await store.delete(key);
}

describe("forget", () => {
	test("takes a deleted photo out of memory, and no other", async () => {
		const { get, forget } = serve(store, bun);
		const other = imagePath(OTHER, "x");
		const urls = [PATH, `${PATH}?width=256`, `${PATH}?width=416`, other, `${other}?width=256`];
		const statuses = () => Promise.all(urls.map(async (url) => (await get(url)).status));
		expect(await statuses()).toEqual([200, 200, 200, 200, 200]);
		await deletePhoto(ID);
		await deletePhoto(OTHER);
		// Still in memory: this is what makes forgetting necessary.
		expect(await statuses()).toEqual([200, 200, 200, 200, 200]);
		forget(ID);
		expect(await statuses()).toEqual([404, 404, 404, 200, 200]);
	});

	test("counts for an image that is just being read, and for who joins late", async () => {
		let deleteNow = true;
		let late: Promise<Response> | null = null;
		const slow: Store = {
			...store,
			get: async (key) => {
				const object = await store.get(key);
				if (!object || !deleteNow) return object;
				deleteNow = false;
				return {
					...object,
					bytes: async () => {
						const bytes = await object.bytes();
						await deletePhoto(ID);
						forget(ID);
						late = get(PATH);
						return bytes;
					},
				};
			},
		};
		const { get, forget } = serve(slow, bun);
		expect((await get(PATH)).status).toBe(404);
		await late;
		expect((await get(PATH)).status).toBe(404);
	});

	test("a photo that is not there does nothing", () => {
		serve(store, bun).forget("0".repeat(32));
		serve(store, bun, 0).forget(ID);
	});
});

describe("the memory", () => {
	const cutUrls = BUCKETS.map((bucket) => `${PATH}?width=${bucket}&format=jpeg`);

	async function sizes(): Promise<readonly number[]> {
		const keys = BUCKETS.map((bucket) =>
			variantKey({ photoId: ID, cut: { bucket, format: "jpeg" } }),
		);
		return await Promise.all(keys.map(async (key) => (await objectBytes(store, key)).length));
	}

	async function originsOf(cacheBytes: number, urls: readonly string[]) {
		const { get, delivered } = serve(store, bun, cacheBytes);
		for (const url of urls) await get(url);
		return delivered.map(([origin]) => origin);
	}

	test("holds no more than it may: the one not used longest leaves", async () => {
		await originsOf(0, cutUrls);
		const [a = 0, b = 0, c = 0] = await sizes();
		const [small = "", middle = "", large = ""] = cutUrls;
		const asked = [small, middle, small, large, small, middle, large];

		const [store_, memory] = ["store", "memory"] as const;
		const all = [store_, store_, memory, store_, memory, memory, memory];
		expect(await originsOf(a + b + c, asked)).toEqual(all);
		// One byte short: the large one drives out the middle one, which was not asked for since.
		const short = [store_, store_, memory, store_, memory, store_, store_];
		expect(await originsOf(a + b + c - 1, asked)).toEqual(short);
	});

	test("an image larger than all of it is never in it", async () => {
		await originsOf(0, cutUrls);
		const [a = 0, , c = 0] = await sizes();
		const [small = "", , large = ""] = cutUrls;
		expect(c).toBeGreaterThan(a);
		const origins = await originsOf(c - 1, [small, large, large, small]);
		expect(origins).toEqual(["store", "store", "store", "memory"]);
	});

	test("may be none", async () => {
		const [small = ""] = cutUrls;
		expect(await originsOf(0, [small, small, small])).toEqual(["cut", "store", "store"]);
	});
});
