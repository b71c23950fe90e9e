import { beforeEach, describe, expect, test } from "bun:test";
import { createMemoryStore, type Store } from "widthwise";
import { formatVerdict, isFinal, PUBLISHING_VERSION, type Verdict } from "widthwise/photo";
import { masterKey, originalKey, verdictKey } from "widthwise/url";
import type { PhotoLock } from "../../../worker/database/photo-lock.ts";
import { createBucketEventPublisher } from "../../../worker/publishing/bucket-event-publisher.ts";
import { codeOfAsync } from "../../containers/thrown.ts";
import { PATIENCE_MS } from "../../patience.ts";
import { SOME_BYTES } from "../photo-parts.ts";
import { photoId, publishedPhoto } from "../photos.ts";

const id = photoId(1);
const jpeg = { contentType: "image/jpeg" };
const PUBLISHED = { ...publishedPhoto, version: PUBLISHING_VERSION };
let media: Store;
let publicStore: Store;
beforeEach(async () => {
	media = createMemoryStore();
	publicStore = createMemoryStore();
	await media.put(originalKey(id), SOME_BYTES, jpeg);
});

const unlocked: PhotoLock = (_, work) => work();
const published = (timeoutMs = PATIENCE_MS, isRenewal = false) => {
	const options = { media, publicStore, lock: unlocked, timeoutMs, isRenewal };
	return createBucketEventPublisher(options)(id, SOME_BYTES);
};
const storeVerdict = (verdict: Verdict) =>
	media.put(verdictKey(id), formatVerdict(verdict), { contentType: "application/json" });

describe("publishing by the bucket's event", () => {
	test("resolves when the function has published the photo", async () => {
		const ending = published();
		await publicStore.put(masterKey(id), SOME_BYTES, jpeg);
		await storeVerdict({ ok: true, published: PUBLISHED });
		expect(await ending).toEqual(PUBLISHED);
	});

	test("rejects with the function's error if it refused the photo", async () => {
		await storeVerdict({ ok: false, code: "truncated-file", message: "The file ends too soon" });
		const error = await published().catch((reason: unknown) => reason);
		expect(isFinal(error)).toBe(true);
		expect(error).toMatchObject({ code: "truncated-file", message: "The file ends too soon" });
	});

	test("for a renewal, asks again unless the verdict is of this version", async () => {
		await publicStore.put(masterKey(id), SOME_BYTES, jpeg);
		await storeVerdict({ ok: true, published: { ...PUBLISHED, version: 0 } });
		const { put } = media;
		let asked = 0;
		media.put = async (key, body, options) => {
			const isStored = await put(key, body, options);
			if (key !== originalKey(id)) return isStored;
			asked++;
			expect(await media.head(verdictKey(id))).toBeNull();
			await storeVerdict({ ok: true, published: PUBLISHED });
			return isStored;
		};
		expect(await published(PATIENCE_MS, true)).toEqual(PUBLISHED);
		expect(await published(PATIENCE_MS, true)).toEqual(PUBLISHED);
		expect(asked).toBe(1);
	});

	test("forgets a verdict that says the photo took too long: another attempt gets a new one", async () => {
		await storeVerdict({ ok: false, code: "engine-timeout", message: "It took too long" });
		expect(await codeOfAsync(() => published())).toBe("engine-timeout");
		expect(await media.head(verdictKey(id))).toBeNull();
	});

	test.each([
		["there is no verdict", null],
		["the verdict is about a missing master", { ok: true, published: PUBLISHED }],
	] as const)("stores the original again, for another event, if %s", async (_, verdict) => {
		if (verdict) await storeVerdict(verdict);
		const stored: string[] = [];
		const { put } = media;
		media.put = (key, body, options) => {
			stored.push(`${key} ${options.contentType}`);
			return put(key, body, options);
		};
		const error = await published(0).catch((reason: unknown) => reason);
		expect(error).toMatchObject({ code: "unavailable" });
		expect(stored).toEqual([`${originalKey(id)} image/jpeg`]);
	});

	test("does not store an original again that was deleted meanwhile", async () => {
		await media.delete(originalKey(id));
		await published(0).catch(() => {});
		expect(await media.head(originalKey(id))).toBeNull();
	});
});
