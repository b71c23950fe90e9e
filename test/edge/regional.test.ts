import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { createMemoryStore, publish, type Store, unpublish, WidthwiseError } from "widthwise";
import { createInProcessVipsEngine } from "widthwise/engine/vips";
import { createRegional, MAX_IMAGE_BYTES } from "../../edge/regional/regional.ts";
import { readRegionalSettings } from "../../edge/regional/settings.ts";
import { encodedQuadrants } from "../pictures/painter.ts";
import { readPixels } from "../pictures/read.ts";
import { objectBytes } from "../stores/contents.ts";
import { BUCKETS, PHOTO } from "./urls.ts";

const engine = createInProcessVipsEngine({ maxPixels: 10e6 });
const engines = { own: engine, any: engine };
afterAll(() => engine.close());

function regionalOver(store: Store) {
	const errors: unknown[] = [];
	const onError = (error: unknown): number => errors.push(error);
	const answer = createRegional({ buckets: BUCKETS, engines, store, onError });
	const get = (rawPath: string) => answer({ rawPath, requestContext: { http: { method: "GET" } } });
	return { get, errors };
}

describe("the regional Lambda", () => {
	let store: Store;
	beforeAll(async () => {
		store = createMemoryStore();
		const photo = encodedQuadrants("jpeg", 600, 400);
		await publish(PHOTO, photo, { store, engine, maxPixels: 10e6, credit: null });
	});

	test("cuts, stores and sends a missing variant, with the headers that S3 sends afterwards", async () => {
		const key = `photos/${PHOTO}/w256.webp`;
		const { statusCode, headers, body, isBase64Encoded } = await regionalOver(store).get(`/${key}`);
		expect([statusCode, isBase64Encoded]).toEqual([200, true]);
		const bytes = Buffer.from(body, "base64");
		expect(await readPixels(bytes)).toMatchObject({ width: 256 });
		expect(bytes.equals(await objectBytes(store, key))).toBe(true);
		expect(headers).toEqual({
			"content-type": "image/webp",
			"cache-control": "public, max-age=31536000, immutable",
			etag: `"${createHash("md5").update(bytes).digest("hex")}"`,
		});
	});

	test("redirects to an image that is too large for a response", async () => {
		const options = { contentType: "image/jpeg" };
		await store.put(`photos/${PHOTO}/w416.jpeg`, new Uint8Array(MAX_IMAGE_BYTES + 1), options);
		expect(await regionalOver(store).get(`/photos/${PHOTO}/w416.jpeg`)).toMatchObject({
			statusCode: 302,
			headers: {
				location: `/media/${PHOTO}/image?width=416&format=jpeg`,
				"cache-control": "no-store",
			},
		});
	});

	test("answers 404 for other keys and photos, cached for ten seconds", async () => {
		const { get, errors } = regionalOver(store);
		const others = [`${PHOTO}/w417.webp`, `${PHOTO}/mezzanine-640`, `${"f".repeat(32)}/w416.webp`];
		for (const other of others) {
			expect([other, await get(`/photos/${other}`)]).toMatchObject([
				other,
				{ statusCode: 404, headers: { "cache-control": "public, max-age=10" } },
			]);
		}
		expect(errors).toEqual([]);
	});

	test("answers 404 for a photo that is deleted while its variant is stored", async () => {
		const deleting: Store = {
			...store,
			async put(key, bytes, options) {
				const isPut = await store.put(key, bytes, options);
				await unpublish(store, PHOTO);
				return isPut;
			},
		};
		const { get } = regionalOver(deleting);
		expect((await get(`/photos/${PHOTO}/w640.webp`)).statusCode).toBe(404);
		expect(await store.head(`photos/${PHOTO}/w640.webp`)).toBeNull();
	});

	test("answers 503 for a failure, never cached, and reports it", async () => {
		const failure = new WidthwiseError("unavailable", "The store does not answer");
		const { get, errors } = regionalOver({ ...store, head: () => Promise.reject(failure) });
		expect(await get(`/photos/${PHOTO}/w256.avif`)).toMatchObject({
			statusCode: 503,
			headers: { "cache-control": "no-store" },
		});
		expect(errors).toEqual([failure]);
	});

	test("reads the public store from its environment", () => {
		const environment = { PUBLIC_STORE: "s3://photos/site", AWS_REGION: "eu-central-1" };
		expect(readRegionalSettings(environment)).toEqual({
			bucket: "photos",
			prefix: "site",
			region: "eu-central-1",
			endpoint: undefined,
		});
		expect(() => readRegionalSettings({ PUBLIC_STORE: "photos" })).toThrow("must be s3://bucket");
	});
});
