import { beforeAll, expect, test } from "bun:test";
import { type Store, unpublish } from "widthwise";
import { createS3Store } from "widthwise/store/s3";
import { variantKey } from "widthwise/url";
import { serveStoresAsS3 } from "../../../edge/cloudfront/folder-s3.ts";
import { putPublished } from "../../core/published.ts";
import { clearOriginal, turnedOriginal, uprightOriginal } from "../../photos/originals.ts";
import { BLUE, GREEN, RED, YELLOW } from "../../pictures/pixels.ts";
import { contains, distance, quarterColours, readPixels } from "../../pictures/read.ts";
import { requiresOnCi } from "../../requirements.ts";
import { sharedWorkers } from "../../services/shared.ts";
import { workersNeed } from "../../services/workers/workers.ts";
import { objectBytes } from "../../stores/contents.ts";

const WEBP = { accept: "image/webp" };

requiresOnCi(workersNeed.isMet, workersNeed.missing).describe("the Worker, on R2", () => {
	let store: Store;
	let origin: string;

	beforeAll(async () => {
		const workers = await sharedWorkers();
		[store, origin] = [workers.store("site"), workers.edge];
	});

	/** Publishes under an id of its own, because the Worker's cache outlives a test. */
	async function published(original: Uint8Array): Promise<string> {
		const id = crypto.randomUUID().replaceAll("-", "");
		await putPublished(store, original, id);
		return id;
	}
	const view = (id: string, query: string, init: RequestInit = { headers: WEBP }) =>
		fetch(`${origin}/media/${id}/a.jpg${query}`, init);
	const variantsOf = async (id: string): Promise<readonly string[]> =>
		(await Array.fromAsync(store.list(`photos/${id}/w`))).map((key) => key.slice(-9)).sort();

	test("cuts, stores and answers a variant, upright and in its colours", async () => {
		const id = await published(turnedOriginal());
		const response = await view(id, "?width=400");
		expect([response.status, Object.fromEntries(response.headers)]).toMatchObject([
			200,
			{
				"content-type": "image/webp",
				"cache-control": "public, max-age=31536000, immutable",
				"cache-status": "widthwise; fwd=miss; stored",
				"width-bucket": "416",
				vary: "Accept",
				"x-content-type-options": "nosniff",
			},
		]);
		const bytes = await response.bytes();
		const pixels = await readPixels(bytes);
		expect([pixels.width, pixels.height]).toEqual([416, 83]);
		for (const [i, colour] of quarterColours(pixels).entries()) {
			expect(distance(colour, [RED, GREEN, BLUE, YELLOW][i] ?? [])).toBeLessThan(12);
		}
		expect(await variantsOf(id)).toEqual(["w416.webp"]);
		const key = variantKey({ photoId: id, cut: { bucket: 416, format: "webp" } });
		expect(Buffer.compare(await objectBytes(store, key), bytes)).toBe(0);
	});

	test("answers a hundred requests of 400 to 402 px at once, some of whose clients leave", async () => {
		const id = await published(uprightOriginal());
		const leaving = new AbortController();
		const left = view(id, "?width=400", { headers: WEBP, signal: leaving.signal });
		const all = Array.from({ length: 100 }, (_, i) => view(id, `?width=${400 + (i % 3)}`));
		leaving.abort();
		await left.catch(() => {});
		const answers = await Promise.all(all);
		expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
		const bodies = await Promise.all(answers.map((answer) => answer.bytes()));
		expect(new Set(bodies.map((body) => Bun.hash(body))).size).toBe(1);
		expect(await variantsOf(id)).toEqual(["w416.webp"]);
	});

	test("cuts different variants of different photos at once", async () => {
		const ids = await Promise.all([published(uprightOriginal()), published(clearOriginal())]);
		const queries = ["256", "416", "640"].flatMap((width) =>
			["webp", "jpeg"].map((format) => `?width=${width}&format=${format}`),
		);
		const answers = await Promise.all(ids.flatMap((id) => queries.map((query) => view(id, query))));
		expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
		for (const id of ids) expect(await variantsOf(id)).toHaveLength(queries.length);
	});

	test("answers a hit from its cache, without a copy in R2", async () => {
		const id = await published(uprightOriginal());
		const first = await view(id, "?width=400");
		const body = await first.bytes();
		expect((await view(id, "?width=402")).headers.get("cache-status")).toBe("widthwise; hit");
		await store.delete(variantKey({ photoId: id, cut: { bucket: 416, format: "webp" } }));
		const hit = await view(id, "?width=401");
		expect([hit.status, hit.headers.get("cache-status")]).toEqual([200, "widthwise; hit"]);
		expect(Buffer.compare(await hit.bytes(), body)).toBe(0);
		const etag = first.headers.get("etag") ?? "";
		const headers = { ...WEBP, "if-none-match": etag };
		expect((await view(id, "?width=400", { headers })).status).toBe(304);
	});

	test("shows neither a deleted photo nor what is left of it", async () => {
		const id = await published(uprightOriginal());
		const key = variantKey({ photoId: id, cut: { bucket: 416, format: "webp" } });
		await store.put(key, Uint8Array.of(1), { contentType: "image/webp" });
		await unpublish(store, id);
		await store.put(key, Uint8Array.of(1), { contentType: "image/webp" });
		expect((await view(id, "?width=400")).status).toBe(404);
		expect((await view(id, "")).status).toBe(404);
	});

	test("reads what the S3 store has written into the bucket", async () => {
		const server = await serveStoresAsS3({ photos: store });
		try {
			const id = crypto.randomUUID().replaceAll("-", "");
			const credentials = { accessKeyId: "a", secretAccessKey: "b" };
			const connection = { endpoint: server.url, region: "auto", credentials };
			await putPublished(createS3Store({ ...connection, bucket: "photos" }), uprightOriginal(), id);
			const response = await view(id, "?width=400");
			expect([response.status, response.headers.get("width-bucket")]).toEqual([200, "416"]);
			expect(response.headers.get("content-type")).toBe("image/webp");
		} finally {
			await server.stop();
		}
	});

	test("answers AVIF if it is stored, else WebP for a few minutes", async () => {
		const id = await published(uprightOriginal());
		const other = await view(id, "?width=400&format=avif");
		expect([other.status, Object.fromEntries(other.headers)]).toMatchObject([
			200,
			{ "content-type": "image/webp", "cache-control": "public, max-age=300" },
		]);
		const key = variantKey({ photoId: id, cut: { bucket: 416, format: "avif" } });
		await store.put(key, Uint8Array.of(1, 2, 3), { contentType: "image/avif" });
		const stored = await view(id, "?width=400&format=avif");
		expect(stored.headers.get("content-type")).toBe("image/avif");
		expect(stored.headers.get("cache-control")).toContain("immutable");
		expect(await stored.bytes()).toEqual(Uint8Array.of(1, 2, 3));
	});

	test("serves masters as they were published, and nothing by the names in the bucket", async () => {
		const id = await published(turnedOriginal());
		const master = await view(id, "");
		expect(master.headers.get("width-bucket")).toBe("master");
		expect(contains(await master.bytes(), "Secret Camera")).toBe(false);
		for (const name of ["master", "mezzanine-640", "w416.webp", "master.info"]) {
			const answer = await fetch(`${origin}/photos/${id}/${name}`);
			expect([name, answer.status]).toEqual([name, 404]);
			expect(await answer.json()).toMatchObject({ error: { code: "not-found" } });
		}
		for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
			expect([method, (await view(id, "", { method })).status]).toEqual([method, 404]);
		}
		expect((await view(id, "", { method: "HEAD" })).headers.get("content-length")).toBe(
			String((await objectBytes(store, `photos/${id}/master`)).length),
		);
	});
});
