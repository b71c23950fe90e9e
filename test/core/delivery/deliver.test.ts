import { beforeEach, describe, expect, test } from "bun:test";
import { createMemoryStore, type Store } from "widthwise";
import { createBunEngine } from "widthwise/engine/bun";
import { imagePath, masterKey } from "widthwise/url";
import { etagOf } from "../../../core/delivery/etag.ts";
import { turnedOriginal } from "../../photos/originals.ts";
import { ID } from "../../photos/publishing.ts";
import { type Serving, serve } from "../../photos/serving.ts";
import { watched } from "../../photos/watched-engine.ts";
import { readPixels } from "../../pictures/read.ts";
import { objectBytes } from "../../stores/contents.ts";
import { vips } from "../engine.ts";
import { putPublished } from "../published.ts";

const bun = createBunEngine();

const original = turnedOriginal();
const PATH = imagePath(ID, "blue-hour");

let store: Store;
let serving: Serving;
beforeEach(async () => {
	store = await putPublished(createMemoryStore(), original);
	serving = serve(store, bun);
});

describe("snapping", () => {
	test("neighbouring widths share one image, cut once", async () => {
		const { engine, ended } = watched(bun);
		const { get, delivered } = serve(store, engine);
		const queries = ["width=400", "width=401", "width=402", "width=200&dpr=2", "utm=1&width=416"];
		const responses = await Promise.all(queries.map((query) => get(`${PATH}?${query}`)));
		const [first, ...others] = await Promise.all(responses.map((response) => response.bytes()));
		for (const bytes of others) expect(bytes).toEqual(first ?? new Uint8Array());
		expect(new Set(responses.map((response) => response.headers.get("etag"))).size).toBe(1);
		expect(await readPixels(first ?? new Uint8Array())).toMatchObject({ width: 416, height: 83 });
		expect(ended()).toBe(1);
		expect(new Set(delivered.map(([, bucket]) => bucket))).toEqual(new Set([416]));
	});

	test("a URL without a width gets the master", async () => {
		const response = await serving.get(PATH);
		expect(await response.bytes()).toEqual(await objectBytes(store, masterKey(ID)));
		expect(response.headers.get("width-bucket")).toBe("master");
	});

	test("the file name and its extension are ignored", async () => {
		const [a, b] = [
			await serving.get(`/media/${ID}/x.png?width=1`),
			await serving.get(`${PATH}?width=1`),
		];
		expect(await a.bytes()).toEqual(await b.bytes());
		expect(a.headers.get("content-type")).toBe("image/jpeg");
	});
});

describe("formats", () => {
	const CHROME = "image/avif,image/webp,image/apng,*/*;q=0.8";

	test.each([
		["", CHROME, "image/webp", "Accept"],
		["", "image/*,*/*", "image/jpeg", "Accept"],
		["", "image/webp;q=0", "image/jpeg", "Accept"],
		["", null, "image/jpeg", "Accept"],
		["&format=jpeg", CHROME, "image/jpeg", null],
		["&format=webp", "image/jpeg", "image/webp", null],
	])("format parameter %j with Accept %j gives %s", async (format, accept, contentType, vary) => {
		const url = `${PATH}?width=256${format}`;
		const { status, headers } = await serving.get(url, accept === null ? {} : { accept });
		expect(status).toBe(200);
		expect(headers.get("content-type")).toBe(contentType);
		expect(headers.get("vary")).toBe(vary);
	});

	test("AVIF is sent if the URL requests it", async () => {
		const { get } = serve(store, vips);
		const response = await get(`${PATH}?width=256&format=avif`, { accept: "image/jpeg" });
		expect(response.headers.get("content-type")).toBe("image/avif");
		expect(await readPixels(await response.bytes())).toMatchObject({ width: 256 });
	});

	test("the master is never negotiated", async () => {
		expect((await serving.get(PATH, { accept: CHROME })).headers.get("vary")).toBeNull();
	});
});

describe("headers", () => {
	test("a cut, a repeat and an image from the store differ only in Cache-Status", async () => {
		const first = await serving.get(`${PATH}?width=300`);
		const bytes = await first.bytes();
		const always = {
			"cache-control": "public, max-age=31536000, immutable",
			"content-type": "image/jpeg",
			etag: await etagOf(bytes),
			vary: "Accept",
			"width-bucket": "416",
			"x-content-type-options": "nosniff",
		};
		const headersOf = (response: Response) => Object.fromEntries(response.headers);
		expect(headersOf(first)).toEqual({ ...always, "cache-status": "widthwise; fwd=miss; stored" });
		const repeat = await serving.get(`${PATH}?width=300`);
		expect(headersOf(repeat)).toEqual({ ...always, "cache-status": "widthwise; hit" });
		const restarted = serve(store, bun);
		const stored = await restarted.get(`${PATH}?width=300`);
		expect(headersOf(stored)).toEqual({ ...always, "cache-status": "widthwise; hit" });
		expect(await stored.bytes()).toEqual(bytes);
		expect([...serving.delivered, ...restarted.delivered]).toEqual([
			["cut", 416],
			["memory", 416],
			["store", 416],
		]);
	});

	test("HEAD has the headers of GET, a length and no body", async () => {
		for (const query of ["", "?width=300"]) {
			const url = `https://photos.example${PATH}${query}`;
			await serving.get(`${PATH}${query}`);
			const get = await serving.respond(new Request(url));
			const head = await serving.respond(new Request(url, { method: "HEAD" }));
			const { length } = await get.bytes();
			expect(Object.fromEntries(head.headers)).toEqual({
				...Object.fromEntries(get.headers),
				"content-length": String(length),
			});
			expect((await head.bytes()).length).toBe(0);
		}
	});
});

describe("If-None-Match", () => {
	test.each([
		["the tag", (tag: string) => tag, 304],
		["the weak tag", (tag: string) => `W/${tag}`, 304],
		["a list with it", (tag: string) => `"abc", W/"def",${tag} , "xyz"`, 304],
		["anything", () => "*", 304],
		["another tag", () => '"00000000000000000000000000000000"', 200],
		["the tag without quotes", (tag: string) => tag.replaceAll('"', ""), 200],
		["nothing", () => "", 200],
	])("%s", async (_, condition, status) => {
		const full = await serving.get(`${PATH}?width=300`);
		const tag = full.headers.get("etag") ?? "";
		const response = await serving.get(`${PATH}?width=300`, { "if-none-match": condition(tag) });
		expect(response.status).toBe(status);
		expect(response.headers.get("etag")).toBe(tag);
		expect(response.headers.get("cache-control")).toBe(full.headers.get("cache-control"));
		expect(response.headers.get("vary")).toBe("Accept");
		expect((await response.bytes()).length > 0).toBe(status === 200);
	});

	test("gets 404 for a photo that does not exist", async () => {
		const other = imagePath("f".repeat(32), "x");
		expect((await serving.get(other, { "if-none-match": "*" })).status).toBe(404);
	});
});
