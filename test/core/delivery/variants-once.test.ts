import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import type { Engine, Store } from "widthwise";
import { createBunEngine } from "widthwise/engine/bun";
import { createVariants } from "widthwise/internal";
import { masterKey, mezzanineKey, photoPrefix, type Variant, variantKey } from "widthwise/url";
import { removeVariants } from "../../../core/photo/remove-variants.ts";
import { codeOfAsync } from "../../containers/thrown.ts";
import { meeting } from "../../photos/meeting-engine.ts";
import { uprightOriginal } from "../../photos/originals.ts";
import { ID } from "../../photos/publishing.ts";
import { watched } from "../../photos/watched-engine.ts";
import { objectBytes } from "../../stores/contents.ts";
import { freshStores } from "../../stores/fresh.ts";
import { recorded } from "../../stores/recorded.ts";
import { putPublished } from "../published.ts";

const bun = createBunEngine();
const { stores, remove } = await freshStores();
afterAll(remove);

const original = uprightOriginal();
const variant = (bucket: number): Variant => ({ photoId: ID, cut: { bucket, format: "webp" } });
const KEY = variantKey(variant(416));

/** Deletes a photo's public objects as the pipeline does: the master first. */
async function deletePhoto(store: Store): Promise<void> {
	await store.delete(masterKey(ID));
	for await (const key of store.list(photoPrefix(ID))) await store.delete(key);
}

describe.each(stores)("in a $kind store", ({ make }) => {
	let store: Store;
	beforeEach(async () => {
		store = await putPublished(make(), original);
	});

	const variantsWith = (engine: Engine, over: Store = store, concurrency = 4) =>
		createVariants({ store: over, engines: { own: engine, any: engine }, concurrency });

	test("a hundred concurrent requests share one cut, stored once", async () => {
		const { engine, ended } = watched(bun);
		const { store: recording, calls } = recorded(store);
		const variants = variantsWith(engine, recording);
		const images = await Promise.all(
			Array.from({ length: 100 }, () => variants.ensure(variant(416))),
		);
		expect(ended()).toBe(1);
		await images[0]?.stored;
		expect(calls.filter((call) => call.startsWith("put"))).toEqual([`put ${KEY}`]);
		const stored = await objectBytes(store, KEY);
		for (const image of images) expect(image?.bytes).toEqual(stored);

		expect(await variants.ensure(variant(416))).toMatchObject({
			bytes: stored,
			contentType: "image/webp",
			isNew: false,
		});
		expect(ended()).toBe(1);
	});

	test("two servers with one store store a variant once", async () => {
		const wasStored: boolean[] = [];
		const shared: Store = {
			...store,
			put: async (key, body, options) => {
				const isStored = await store.put(key, body, options);
				wasStored.push(isStored);
				return isStored;
			},
		};
		const { engine, ended } = watched(meeting(bun, 2));
		const servers = [variantsWith(engine, shared), variantsWith(engine, shared)];
		const images = await Promise.all(servers.map((server) => server.ensure(variant(416))));
		expect(ended()).toBe(2);
		await Promise.all(images.map((image) => image?.stored));
		expect(wasStored.sort()).toEqual([false, true]);
		const stored = await objectBytes(store, KEY);
		expect(images.map((image) => image?.bytes)).toEqual([stored, stored]);
	});

	test("a failure reaches all waiting requests, and the next request tries again", async () => {
		const { engine, ended } = watched(bun);
		const variants = variantsWith(engine, store, 1);
		const source = mezzanineKey(ID, 640);
		const good = await objectBytes(store, source);
		await store.put(source, good.subarray(0, good.length / 2), { contentType: "image/jpeg" });
		const codes = await Promise.all(
			[1, 2, 3].map(() => codeOfAsync(() => variants.ensure(variant(416)))),
		);
		expect(codes).toEqual(["unreadable-image", "unreadable-image", "unreadable-image"]);
		expect(ended()).toBe(1);
		expect(await store.head(KEY)).toBeNull();

		await store.put(source, good, { contentType: "image/jpeg" });
		expect(await variants.ensure(variant(416))).toMatchObject({ isNew: true });
	});

	test("if the store fails, visitors get the image, callers can see it, and the next request tries again", async () => {
		let isFull = true;
		const full: Store = {
			...store,
			put: async (...call) => {
				if (isFull) throw new Error("disk full");
				return await store.put(...call);
			},
		};
		const variants = variantsWith(bun, full, 1);
		const unstored = await variants.ensure(variant(416));
		await expect(unstored?.stored).rejects.toThrow("disk full");
		isFull = false;
		const stored = await variants.ensure(variant(416));
		expect(stored).toMatchObject({ isNew: true, bytes: unstored?.bytes });
		await stored?.stored;
		expect(unstored?.bytes).toEqual(await objectBytes(store, KEY));
	});

	test("nothing is left of a photo that is deleted during a cut", async () => {
		const deleting: Engine = {
			...bun,
			render: async (...job) => {
				const rendered = await bun.render(...job);
				await deletePhoto(store);
				return rendered;
			},
		};
		expect(await variantsWith(deleting).ensure(variant(416))).toBeNull();
		expect(await Array.fromAsync(store.list(photoPrefix(ID)))).toEqual([]);
	});

	test("nothing is left of a photo that is deleted just before its source is read", async () => {
		const late: Store = {
			...store,
			get: async (key) => {
				if (key === mezzanineKey(ID, 640)) await deletePhoto(store);
				return await store.get(key);
			},
		};
		expect(await variantsWith(bun, late).ensure(variant(416))).toBeNull();
		expect(await Array.fromAsync(store.list(photoPrefix(ID)))).toEqual([]);
	});

	test("a deletion finds a variant that was stored just before", async () => {
		const late: Store = {
			...store,
			put: async (...call) => {
				const isStored = await store.put(...call);
				await deletePhoto(store);
				return isStored;
			},
		};
		await (await variantsWith(bun, late).ensure(variant(416)))?.stored;
		expect(await Array.fromAsync(store.list(photoPrefix(ID)))).toEqual([]);
	});

	/** Stores an older or a newer master, as publishing does: then it removes variants. */
	async function publishAgain(version: number): Promise<void> {
		const master = await store.get(masterKey(ID));
		if (!master) throw new Error("The master does not exist");
		const { contentType, metadata } = master;
		const changed = { ...metadata, version: String(version) };
		await store.put(masterKey(ID), await master.bytes(), { contentType, metadata: changed });
		await removeVariants(store, ID, [1280, 640]);
	}

	test("a variant of a photo that is published again during the cut is cut again", async () => {
		const { engine, ended } = watched(bun);
		const replacing: Engine = {
			...engine,
			render: async (...job) => {
				const rendered = await engine.render(...job);
				if (ended() === 1) await publishAgain(7);
				return rendered;
			},
		};
		const image = await variantsWith(replacing).ensure(variant(416));
		expect([await image?.stored, ended()]).toEqual([true, 2]);
		expect(await store.head(KEY)).not.toBeNull();
	});

	test("a variant of an older version is not left if the photo is published again just before it is stored", async () => {
		const late: Store = {
			...store,
			put: async (...call) => {
				await publishAgain(7);
				return store.put(...call);
			},
		};
		const image = await variantsWith(bun, late).ensure(variant(416));
		expect(await image?.stored).toBe(false);
		expect(await store.head(KEY)).toBeNull();
	});

	test("as many cuts run at once as are allowed, no more, and all finish", async () => {
		for (const concurrency of [1, 3]) {
			const { engine, ended, maxConcurrent } = watched(meeting(bun, concurrency));
			const variants = variantsWith(engine, store, concurrency);
			const buckets = Array.from({ length: 9 }, (_, i) => 40 + i + concurrency * 100);
			const images = await Promise.all(buckets.map((bucket) => variants.ensure(variant(bucket))));
			expect(images.every((image) => image?.isNew)).toBe(true);
			expect(ended()).toBe(9);
			expect(maxConcurrent()).toBe(concurrency);
		}
	});
});
