import { beforeEach, describe, expect, test } from "bun:test";
import { createMemoryStore, type PhotoMetadata, readMetadata, type Store } from "widthwise";
import {
	createInspector,
	formatVerdict,
	isFinal,
	PUBLISHING_VERSION,
	type Verdict,
} from "widthwise/photo";
import { masterKey, originalKey, verdictKey } from "widthwise/url";
import type { PhotoLock } from "../../../worker/database/photo-lock.ts";
import {
	callAgain,
	createBucketEventPublisher,
} from "../../../worker/publishing/bucket-event-publisher.ts";
import { PermanentError } from "../../../worker/queue/permanent-error.ts";
import { codeOfAsync } from "../../containers/thrown.ts";
import { SOME_BYTES } from "../photo-parts.ts";
import { photoId, publishedPhoto } from "../photos.ts";

const id = photoId(1);
const jpeg = { contentType: "image/jpeg" };
const PUBLISHED = { ...publishedPhoto, version: PUBLISHING_VERSION };
const metadata: PhotoMetadata = { ...(await readMetadata(SOME_BYTES)), title: "Blue hour" };
const GOOD: Verdict = { ok: true, published: PUBLISHED, metadata };
const unlocked: PhotoLock = (_, work) => work();

let media: Store;
let publicStore: Store;
/** Keys of the originals that were read, and stored again; titles that were saved. */
let [read, stored, titles]: [string[], string[], (string | null)[]] = [[], [], []];
/** Milliseconds that the publisher has waited. */
let waited = 0;
/** Called after each pause. */
let meanwhile: () => Promise<unknown> = async () => {};
/** Called after an original was stored again: the function. */
let onStored: () => Promise<unknown> = async () => {};

beforeEach(async () => {
	const store = createMemoryStore();
	[read, stored, titles, waited] = [[], [], [], 0];
	meanwhile = onStored = async () => {};
	publicStore = createMemoryStore();
	await store.put(originalKey(id), SOME_BYTES, jpeg);
	media = {
		...store,
		async get(key) {
			if (key === originalKey(id)) read.push(key);
			return store.get(key);
		},
		async put(key, body, options) {
			const isStored = await store.put(key, body, options);
			if (key !== originalKey(id)) return isStored;
			stored.push(`${key} ${options.contentType}`);
			await onStored();
			return isStored;
		},
	};
});

const published = (isRenewal = false) => {
	const publisher = createBucketEventPublisher({
		...{ media, publicStore, isRenewal, lock: unlocked, inspector: createInspector() },
		async pause(milliseconds) {
			waited += milliseconds;
			await meanwhile();
		},
	});
	return publisher(id, async ({ title }) => titles.push(title));
};
const storeVerdict = (verdict: Verdict) =>
	media.put(verdictKey(id), formatVerdict(verdict), { contentType: "application/json" });
const readVerdict = async () => (await media.get(verdictKey(id)))?.bytes();
async function publishWell(): Promise<void> {
	await publicStore.put(masterKey(id), SOME_BYTES, jpeg);
	await storeVerdict(GOOD);
}

describe("publishing by the bucket's event", () => {
	test("takes master and metadata from the verdict, without reading the original", async () => {
		meanwhile = publishWell;
		expect(await published()).toEqual(PUBLISHED);
		expect([titles, read, stored]).toEqual([["Blue hour"], [], []]);
		expect(waited).toBeLessThan(500);
	});

	test("reads the metadata itself if the function is of an older version", async () => {
		await publicStore.put(masterKey(id), SOME_BYTES, jpeg);
		await storeVerdict({ ok: true, published: PUBLISHED });
		expect(await published()).toEqual(PUBLISHED);
		expect(titles).toEqual([null]);
	});

	test("rejects with the function's error if it refused the photo, and saves its metadata", async () => {
		await storeVerdict({ ok: false, code: "truncated-file", message: "Too short", metadata });
		const error = await published().catch((reason: unknown) => reason);
		expect(isFinal(error)).toBe(true);
		expect(error).toMatchObject({ code: "truncated-file", message: "Too short" });
		expect([titles, stored]).toEqual([["Blue hour"], []]);
	});

	test("again, calls the function at once by storing the original, once", async () => {
		await callAgain(media, id);
		onStored = async () => {
			expect(await readVerdict()).toBeUndefined();
			meanwhile = publishWell;
		};
		expect(await published()).toEqual(PUBLISHED);
		expect(stored).toEqual([`${originalKey(id)} image/jpeg`]);
		expect(waited).toBeLessThan(500);
	});

	test("calls the function at once if its verdict is about a master that is missing", async () => {
		await storeVerdict(GOOD);
		onStored = publishWell;
		expect(await published()).toEqual(PUBLISHED);
		expect([stored.length, waited < 500]).toEqual([1, true]);
	});

	test("for a renewal, calls it unless the verdict is of this version", async () => {
		await publicStore.put(masterKey(id), SOME_BYTES, jpeg);
		await storeVerdict({ ok: true, published: { ...PUBLISHED, version: 0 } });
		onStored = publishWell;
		expect([await published(true), await published(true)]).toEqual([PUBLISHED, PUBLISHED]);
		expect([stored.length, waited < 500]).toEqual([1, true]);
	});

	test("waits longer than the function may take, calls it once more, then ends for good", async () => {
		let waitedFirst = 0;
		onStored = async () => {
			waitedFirst = waited;
		};
		const error = await published().catch((reason: unknown) => reason);
		expect(error).toBeInstanceOf(PermanentError);
		expect(error).toMatchObject({ code: "unavailable" });
		expect(stored).toHaveLength(1);
		expect(waitedFirst).toBeWithin(120_000, 180_000);
		expect(waited - waitedFirst).toBeWithin(120_000, 180_000);
	});

	test("keeps the count of runs that a photo has killed, when it calls the function again", async () => {
		await storeVerdict({ ok: null, runs: 2 });
		onStored = async () => {
			expect(await readVerdict()).toEqual(Uint8Array.from(formatVerdict({ ok: null, runs: 2 })));
			await storeVerdict({ ok: false, code: "too-much-memory", message: "It was killed" });
		};
		expect(await codeOfAsync(() => published())).toBe("too-much-memory");
		expect(stored).toHaveLength(1);
	});

	test("forgets a verdict that says the photo took too long: another attempt gets a new one", async () => {
		await storeVerdict({ ok: false, code: "engine-timeout", message: "It took too long" });
		expect(await codeOfAsync(() => published())).toBe("engine-timeout");
		onStored = publishWell;
		expect(await published()).toEqual(PUBLISHED);
		expect(stored).toHaveLength(1);
	});

	test("resolves to null without an original, and stores none that was deleted meanwhile", async () => {
		meanwhile = () => media.delete(originalKey(id));
		expect([await published(), await published()]).toEqual([null, null]);
		expect([stored, await media.head(originalKey(id))]).toEqual([[], null]);
	});
});
