import { beforeEach, describe, expect, test } from "bun:test";
import { createMemoryStore, type Store } from "widthwise";
import { createBunEngine } from "widthwise/engine/bun";
import type { ImageOrigin } from "widthwise/handler";
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
	test("drops only the deleted photo from memory", async () => {
		const { get, forget } = serve(store, bun);
		const other = imagePath(OTHER, "x");
		const urls = [PATH, `${PATH}?width=256`, `${PATH}?width=416`, other, `${other}?width=256`];
		const statuses = () => Promise.all(urls.map(async (url) => (await get(url)).status));
		expect(await statuses()).toEqual([200, 200, 200, 200, 200]);
		await deletePhoto(ID);
		await deletePhoto(OTHER);
		// Both are still in memory, which is why `forget` exists.
		expect(await statuses()).toEqual([200, 200, 200, 200, 200]);
		forget(ID);
		expect(await statuses()).toEqual([404, 404, 404, 200, 200]);
	});

	test("applies to an image that is being read, and to requests that join late", async () => {
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

	test("ignores a photo that is not in memory", () => {
		serve(store, bun).forget("0".repeat(32));
		serve(store, bun, 0).forget(ID);
	});
});

describe("the in-memory cache", () => {
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

	test("stays within its limit and drops the least recently used image", async () => {
		await originsOf(0, cutUrls);
		const [a = 0, b = 0, c = 0] = await sizes();
		const [small = "", middle = "", large = ""] = cutUrls;
		const requested = [small, middle, small, large, small, middle, large];

		const all: ImageOrigin[] = ["store", "store", "memory", "store", "memory", "memory", "memory"];
		expect(await originsOf(a + b + c, requested)).toEqual(all);
		// One byte short: the large image displaces the middle one, the least recently used.
		const short: ImageOrigin[] = ["store", "store", "memory", "store", "memory", "store", "store"];
		expect(await originsOf(a + b + c - 1, requested)).toEqual(short);
	});

	test("never holds an image larger than its limit", async () => {
		await originsOf(0, cutUrls);
		const [a = 0, , c = 0] = await sizes();
		const [small = "", , large = ""] = cutUrls;
		expect(c).toBeGreaterThan(a);
		const origins = await originsOf(c - 1, [small, large, large, small]);
		expect(origins).toEqual(["store", "store", "store", "memory"]);
	});

	test("can be turned off", async () => {
		const [small = ""] = cutUrls;
		expect(await originsOf(0, [small, small, small])).toEqual(["cut", "store", "store"]);
	});
});
