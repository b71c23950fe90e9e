import { beforeAll, describe, expect, test } from "bun:test";
import {
	createImageHandler,
	createMemoryStore,
	type ImageHandler,
	type Store,
	urlGrammar,
} from "widthwise";
import { createBunEngine } from "widthwise/engine/bun";
import { codeOf } from "../../containers/thrown.ts";
import { uprightOriginal } from "../../photos/originals.ts";
import { readPixels } from "../../pictures/read.ts";
import { vips } from "../engine.ts";
import { putPublished } from "../published.ts";

const ORIGIN = "https://photos.example";
let store: Store;
let images: ImageHandler;
beforeAll(async () => {
	store = await putPublished(createMemoryStore(), uprightOriginal(), "blue-hour");
	images = createImageHandler({ store, engine: vips, buckets: [256, 416] });
});

describe("a handler", () => {
	test("is a whole server on Bun", async () => {
		const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: images.respond });
		try {
			const response = await fetch(new URL("/media/blue-hour?width=400", server.url), {
				headers: { accept: "image/webp" },
			});
			expect(response.headers.get("content-type")).toBe("image/webp");
			expect(response.headers.get("cache-control")).toContain("immutable");
			expect(await readPixels(await response.bytes())).toMatchObject({ width: 416 });
			expect((await fetch(new URL("/other", server.url))).status).toBe(404);
		} finally {
			await server.stop(true);
		}
	});

	test("leaves paths outside its prefix to others", async () => {
		for (const path of ["/", "/med", "/media", "/other/media/blue-hour", "/mediaX/a"]) {
			const request = new Request(ORIGIN + path);
			expect(images.handle(request)).toBeNull();
			const response = await images.respond(request);
			expect(response.status).toBe(404);
			expect(await response.json()).toMatchObject({ error: { code: "not-found" } });
		}
	});

	test("answers for what is below its prefix, even if it is no image", async () => {
		const response = await images.handle(new Request(`${ORIGIN}/media/a.b`));
		expect(response?.status).toBe(400);
	});

	test.each(["POST", "PUT", "DELETE", "PATCH"])("refuses %s with 405", async (method) => {
		const request = new Request(`${ORIGIN}/media/blue-hour`, { method });
		const response = await images.handle(request);
		expect(response?.status).toBe(405);
		expect(response?.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
	});

	test("answers HEAD without a body and OPTIONS with the methods", async () => {
		const url = `${ORIGIN}/media/blue-hour?width=256`;
		const head = await images.handle(new Request(url, { method: "HEAD" }));
		expect(Number(head?.headers.get("content-length"))).toBeGreaterThan(100);
		expect(await head?.text()).toBe("");
		const options = await images.handle(new Request(url, { method: "OPTIONS" }));
		expect([options?.status, options?.headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS"]);
	});

	test("negotiates AVIF if the site wants it", async () => {
		const options = { store, engine: vips, buckets: [96], negotiate: ["avif", "webp"] } as const;
		const headers = { accept: "image/avif,image/webp,*/*" };
		const request = new Request(`${ORIGIN}/media/blue-hour?width=96`, { headers });
		const answer = await createImageHandler(options).handle(request);
		expect(answer?.headers.get("content-type")).toBe("image/avif");
		expect(answer?.headers.get("vary")).toBe("Accept");
	});

	test("has the prefix of its grammar", async () => {
		const urls = urlGrammar({ prefix: "/i/" });
		const { handle } = createImageHandler({ store, engine: vips, urls });
		expect(handle(new Request(`${ORIGIN}/media/blue-hour`))).toBeNull();
		const path = urls.format({ photoId: "blue-hour", width: 400, dpr: 1, format: null });
		expect((await handle(new Request(ORIGIN + path)))?.status).toBe(200);
	});
});

describe("options that cannot work are refused", () => {
	const bun = createBunEngine();

	test("a native engine that would decode strangers' bytes", () => {
		expect(codeOf(() => createImageHandler({ store, engine: bun }))).toBe("misconfigured");
		expect(codeOf(() => createImageHandler({ store, engine: { own: vips, any: bun } }))).toBe(
			"misconfigured",
		);
		createImageHandler({ store, engine: { own: bun, any: vips } });
	});

	test.each([
		{ buckets: [800, 400] },
		{ quality: { webp: 0 } },
		{ formats: ["webp" as const] },
		{ formats: ["jpeg" as const], negotiate: ["avif" as const] },
		{ concurrency: 0 },
		{ revalidateSeconds: -1 },
	])("%j", (options) => {
		expect(codeOf(() => createImageHandler({ store, engine: vips, ...options }))).toBe(
			"misconfigured",
		);
	});
});
