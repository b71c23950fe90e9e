import { beforeEach, describe, expect, test } from "bun:test";
import { createMemoryStore, type Store, unpublish } from "widthwise";
import { createBunEngine } from "widthwise/engine/bun";
import { keptInCache, MASTER_SECONDS } from "../../../edge/cloudflare-worker/kept-in-cache.ts";
import { createEdgeImages } from "../../../edge/images/edge-images.ts";
import { putPublished } from "../../core/published.ts";
import { uprightOriginal } from "../../photos/originals.ts";
import { ID } from "../../photos/publishing.ts";
import { watched } from "../../photos/watched-engine.ts";
import { BUCKETS } from "../urls.ts";

const bun = createBunEngine();
const url = (query: string) => new Request(`https://photos.example/media/${ID}/a.jpg?${query}`);

/** A cache that shows what was put into it. */
function openCache() {
	const entries = new Map<string, Response>();
	return {
		entries,
		match: async (key: RequestInfo | URL) => entries.get(String(key))?.clone(),
		put: async (key: RequestInfo | URL, response: Response) =>
			void entries.set(String(key), response),
	};
}

describe("the images of an edge", () => {
	let store: Store;
	const errors: unknown[] = [];
	const open = (engine = bun, maxCutBytes?: number) =>
		createEdgeImages({
			...{ store, engine, buckets: BUCKETS, maxCutBytes },
			onError: (error) => errors.push(error),
		});
	beforeEach(async () => {
		store = await putPublished(createMemoryStore(), uprightOriginal());
		errors.length = 0;
	});

	test("are cut once for a hundred requests of 400 to 402 px at once", async () => {
		const { engine, ended } = watched(bun);
		const images = open(engine);
		const answers = await Promise.all(
			Array.from({ length: 100 }, (_, i) => images(url(`width=${400 + (i % 3)}`))),
		);
		expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
		expect(ended()).toBe(1);
	});

	test("of a photo that is deleted during a cut are neither sent nor left", async () => {
		const deleting: typeof bun = {
			...bun,
			async render(source, outputs) {
				await unpublish(store, ID);
				return bun.render(source, outputs);
			},
		};
		expect((await open(deleting)(url("width=400"))).status).toBe(404);
		expect(await Array.fromAsync(store.list(""))).toEqual([]);
	});

	test("that are too large to be cut are their masters, for some minutes", async () => {
		const answer = await open(bun, 50e6)(url("width=1280"));
		expect([answer.status, answer.headers.get("cache-control")]).toEqual([
			200,
			"public, max-age=300",
		]);
		const master = await store.get(`photos/${ID}/master`);
		expect(await answer.bytes()).toEqual((await master?.bytes()) ?? expect.unreachable());
	});

	test("are kept with the version of their master, which is looked at every minute", async () => {
		const cache = openCache();
		const work: Promise<unknown>[] = [];
		const context = {
			kept: keptInCache(cache, "https://photos.example"),
			continueWith: (pending: Promise<unknown>) => void work.push(pending),
		};
		const images = open();
		await images(url("width=400"), context);
		await images(url("width=401"), context);
		await Promise.all(work);
		const kept = [...cache.entries].map(([key, { headers }]) => [
			key.replace(/version=(?!current).*/, "version="),
			headers.get("cache-control"),
		]);
		expect(kept).toEqual([
			[`https://photos.example/photos/${ID}/master?version=current`, `max-age=${MASTER_SECONDS}`],
			[`https://photos.example/photos/${ID}/w416.jpeg?version=`, "max-age=31536000"],
		]);
		// As if a minute had passed.
		cache.entries.delete(`https://photos.example/photos/${ID}/master?version=current`);
		await unpublish(store, ID);
		expect((await images(url("width=400"), context)).status).toBe(404);
		expect(errors).toEqual([]);
	});
});
