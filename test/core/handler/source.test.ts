import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import {
	createImageHandler,
	createMemoryStore,
	type Source,
	type Store,
	WidthwiseError,
} from "widthwise";
import { createStoreSource } from "widthwise/source/store";
import type { Engine } from "../../../core/engines/engine.ts";
import { until } from "../../patience.ts";
import { loadedJpeg, PRIVATE_MARKS } from "../../photos/loaded.ts";
import { uprightOriginal } from "../../photos/originals.ts";
import { watched } from "../../photos/watched-engine.ts";
import { encodedQuadrants } from "../../pictures/painter.ts";
import { readPixels } from "../../pictures/read.ts";
import { vips } from "../engine.ts";

const ORIGIN = "https://photos.example";
const PATH = "/media/trips/a.jpg";
const photo = uprightOriginal();

let originals: Store;
let store: Store;
let clock: number;
let errors: unknown[];
beforeEach(async () => {
	[originals, store, clock, errors] = [createMemoryStore(), createMemoryStore(), 0, []];
	await put("trips/a.jpg", photo);
});
afterEach(() => expect(errors).toEqual([]));

function put(id: string, bytes: Uint8Array): Promise<boolean> {
	return originals.put(id, bytes, { contentType: "image/jpeg" });
}

function open(change: (source: Source) => Source = (source) => source, engine: Engine = vips) {
	const images = createImageHandler({
		store,
		engine,
		source: change(createStoreSource({ store: originals })),
		buckets: [256, 416],
		maxOriginalBytes: 1e6,
		onError: (error) => errors.push(error),
		now: () => clock,
	});
	const get = async (url: string, headers: Record<string, string> = {}) =>
		images.respond(new Request(ORIGIN + url, { headers }));
	return { images, get };
}

async function photosIn(store: Store): Promise<readonly string[]> {
	const keys = await Array.fromAsync(store.list("photos/"));
	return [...new Set(keys.map((key) => key.split("/")[1] ?? ""))];
}

describe("originals in a source", () => {
	test("are published when they are first asked for, and then are fast", async () => {
		const { engine, ended } = watched(vips);
		const { get } = open(undefined, engine);
		const urls = [256, 416, 400].map((width) => `${PATH}?width=${width}&format=webp`);
		const responses = await Promise.all(urls.map((url) => get(url)));
		const widths = await Promise.all(
			responses.map(async (r) => (await readPixels(await r.bytes())).width),
		);
		expect(widths).toEqual([256, 416, 416]);
		// One publication, two cuts.
		expect(ended()).toBe(3);
		await get(`${PATH}?width=256&format=webp`);
		expect(ended()).toBe(3);
		expect(await photosIn(store)).toHaveLength(1);
	});

	test("are public without their metadata", async () => {
		await put("loaded.jpg", loadedJpeg(6, 800, 600));
		const response = await open().get("/media/loaded.jpg");
		const bytes = Buffer.from(await response.bytes());
		for (const mark of PRIVATE_MARKS) expect(bytes.indexOf(mark)).toBe(-1);
		expect(await readPixels(new Uint8Array(bytes))).toMatchObject({ width: 600, height: 800 });
	});

	test("are revalidated by caches, with an ETag", async () => {
		const { get } = open();
		const { headers } = await get(`${PATH}?width=256`);
		expect(headers.get("cache-control")).toBe("public, max-age=60, stale-while-revalidate=86400");
		const again = await get(`${PATH}?width=256`, { "if-none-match": headers.get("etag") ?? "" });
		expect(again.status).toBe(304);
	});

	test("are looked up again after a while, and a new version replaces the old one", async () => {
		const { get } = open();
		const first = await get(`${PATH}?width=256`);
		const [old] = await photosIn(store);
		await put("trips/a.jpg", encodedQuadrants("jpeg", 300, 300));
		clock = 59_999;
		expect((await get(`${PATH}?width=256`)).headers.get("etag")).toBe(first.headers.get("etag"));
		clock = 60_000;
		expect(await readPixels(await (await get(`${PATH}?width=256`)).bytes())).toMatchObject({
			height: 256,
		});
		await until(
			"the old version is removed",
			async () => !(await photosIn(store)).includes(old ?? ""),
		);
		expect(await photosIn(store)).toHaveLength(1);
	});

	test("that another process replaced are found again", async () => {
		const [one, other] = [open(), open()];
		await one.get(`${PATH}?width=256`);
		const [old] = await photosIn(store);
		await put("trips/a.jpg", encodedQuadrants("jpeg", 300, 300));
		expect((await other.get(`${PATH}?width=256`)).status).toBe(200);
		await until(
			"the old version is removed",
			async () => !(await photosIn(store)).includes(old ?? ""),
		);
		// Still known to the first process, but not in its memory.
		expect(await readPixels(await (await one.get(`${PATH}?width=416`)).bytes())).toMatchObject({
			height: 300,
		});
	});

	test("that were deleted are removed and not found", async () => {
		const { get } = open();
		await get(`${PATH}?width=256`);
		await originals.delete("trips/a.jpg");
		clock = 60_000;
		expect((await get(`${PATH}?width=256`)).status).toBe(404);
		await until("it is removed", async () => (await photosIn(store)).length === 0);
	});

	test("that are missing are a 404 that is remembered for a moment", async () => {
		let lookups = 0;
		const { get } = open((source) => ({
			find(id) {
				lookups++;
				return source.find(id);
			},
		}));
		for (const time of [0, 9_999]) {
			clock = time;
			const response = await get("/media/b.jpg?width=256");
			expect(response.status).toBe(404);
			expect(response.headers.get("cache-control")).toBe("public, max-age=10");
			expect(await response.json()).toMatchObject({ error: { code: "not-found" } });
		}
		expect(lookups).toBe(1);
		await put("b.jpg", photo);
		clock = 10_000;
		expect((await get("/media/b.jpg?width=256")).status).toBe(200);
	});

	test.each([
		["text", new TextEncoder().encode("hello"), "not-an-image"],
		["nothing", new Uint8Array(), "empty-file"],
		["a broken photo", photo.slice(0, photo.length / 2), "truncated-file"],
		["too many bytes", new Uint8Array(1e6 + 1), "file-too-large"],
	])("with %s are a 422 that is remembered for a moment", async (_, bytes, code) => {
		await put("b.jpg", bytes);
		const { engine, ended } = watched(vips);
		const { get } = open(undefined, engine);
		for (let i = 0; i < 3; i++) {
			const response = await get("/media/b.jpg?width=256");
			expect(response.status).toBe(422);
			expect(response.headers.get("cache-control")).toBe("public, max-age=10");
			expect(await response.json()).toMatchObject({ error: { code } });
		}
		expect(ended()).toBeLessThan(2);
	});
});

describe("a source that is away", () => {
	const away = new WidthwiseError("unavailable", "The original cannot be read at the moment");

	test("is a 503 that says when to ask again", async () => {
		const { get } = open(() => ({ find: () => Promise.reject(away) }));
		const response = await get(`${PATH}?width=256`);
		expect([response.status, response.headers.get("retry-after")]).toEqual([503, "1"]);
		expect(await response.json()).toMatchObject({ error: { code: "unavailable" } });
		expect(errors.splice(0)).toEqual([away]);
	});

	test("does not take away what was published", async () => {
		let isAway = false;
		const { get } = open((source) => ({
			find: (id) => (isAway ? Promise.reject(away) : source.find(id)),
		}));
		await get(`${PATH}?width=256`);
		isAway = true;
		clock = 60_000;
		expect((await get(`${PATH}?width=416`)).status).toBe(200);
		expect(errors.splice(0)).toEqual([away]);
	});
});

test("strangers who ask for too many originals are refused, not queued without end", async () => {
	const opened = Promise.withResolvers<void>();
	const { get } = open(() => ({
		find: async (id) => ({
			version: id,
			async read() {
				await opened.promise;
				return new Uint8Array(photo);
			},
		}),
	}));
	const answers: Response[] = [];
	const asked = Array.from({ length: 60 }, async (_, i) => {
		const answer = await get(`/media/${i}.jpg?width=256`);
		answers.push(answer);
		return answer;
	});
	// Two are being read, twenty wait: no other is answered before one of these has ended.
	await until("all others are refused", () => answers.length === 60 - 22);
	for (const answer of answers) {
		expect(answer.status).toBe(503);
		expect(await answer.json()).toMatchObject({ error: { code: "busy" } });
	}
	opened.resolve();
	const statuses = (await Promise.all(asked)).map(({ status }) => status);
	expect(new Set(statuses)).toEqual(new Set([200, 503]));
	// Expected: strangers cannot fill the log.
	expect(errors).toEqual([]);
});
