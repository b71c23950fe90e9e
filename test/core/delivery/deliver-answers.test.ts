import { beforeAll, expect, test } from "bun:test";
import { createMemoryStore, publish, type Store } from "widthwise";
import { createBunEngine } from "widthwise/engine/bun";
import type { ImageAnswer } from "widthwise/handler";
import { createDelivery, createVariants } from "widthwise/internal";
import { imagePath } from "widthwise/url";
import { ID } from "../../photos/publishing.ts";
import { BUCKETS } from "../../photos/serving.ts";
import { encode, imageOf } from "../../pictures/painter.ts";
import { paint } from "../../pictures/pixels.ts";
import { vips } from "../engine.ts";

const bun = createBunEngine();
const store: Store = createMemoryStore();
beforeAll(async () => {
	const original = encode(imageOf(paint(700, 500, 3, (x, y) => [x % 256, y % 256, 9])), "jpeg");
	await publish(ID, original, { store, engine: vips, maxPixels: 1e9, credit: null });
});

test("onAnswered is called once for each answer, before the answer is returned", async () => {
	const answers: [string, ImageAnswer][] = [];
	const delivery = createDelivery({
		variants: createVariants({ store, engines: { own: bun, any: vips }, concurrency: 1 }),
		buckets: BUCKETS,
		cacheBytes: 1e6,
		onAnswered: ({ method, url }, answer) => answers.push([`${method} ${url}`, answer]),
	});
	const origin = "https://photos.example";
	async function get(path: string, init: RequestInit = {}) {
		const response = await delivery.respond(new Request(origin + path, init));
		const [requested, answer] = answers.pop() ?? [];
		expect(requested).toBe(`${init.method ?? "GET"} ${origin}${path}`);
		expect(answer?.status).toBe(response.status);
		expect(answers).toEqual([]);
		const body = await response.bytes();
		if (answer?.origin) expect(answer.bytes).toBe(body.length);
		return { answer, headers: response.headers };
	}
	const path = imagePath(ID, "quay");
	const { answer: cut, headers } = await get(`${path}?width=150&dpr=2.5`);
	expect(cut).toMatchObject({ origin: "cut", bucket: 416, needed: 375 });
	expect(cut?.bytes).toBeGreaterThan(0);
	expect((await get(`${path}?width=400`)).answer).toMatchObject({
		...{ status: 200, origin: "memory", bucket: 416, needed: 400 },
	});
	const condition = { "If-None-Match": headers.get("etag") ?? "" };
	expect((await get(`${path}?width=400`, { headers: condition })).answer).toMatchObject({
		...{ status: 304, origin: "memory", bytes: 0 },
	});
	expect((await get(`${path}?width=400`, { method: "HEAD" })).answer).toMatchObject({ bytes: 0 });
	expect((await get(`${path}?width=9000`)).answer).toMatchObject({ bucket: 640, needed: 9000 });
	expect((await get(path)).answer).toMatchObject({ origin: "store", bucket: null, needed: null });
	const none = { origin: null, bucket: null, needed: null, bytes: 0 };
	expect((await get(`${path}?width=0`)).answer).toEqual({ status: 400, ...none });
	const unknown = imagePath("0".repeat(32), "quay");
	expect((await get(`${unknown}?width=400`)).answer).toEqual({ status: 404, ...none });
});
