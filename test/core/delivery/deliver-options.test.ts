import { beforeAll, describe, expect, test } from "bun:test";
import {
	createMemoryStore,
	type Engine,
	PATH_ID,
	type Store,
	urlGrammar,
	WidthwiseError,
} from "widthwise";
import { createDelivery, createVariants } from "widthwise/internal";
import { codeOfAsync } from "../../containers/thrown.ts";
import { uprightOriginal } from "../../photos/originals.ts";
import { vips } from "../engine.ts";
import { putPublished } from "../published.ts";

const BUCKETS = [256, 416, 640];
const busy = new WidthwiseError("busy", "Try again in a moment");

let store: Store;
beforeAll(async () => {
	store = await putPublished(createMemoryStore(), uprightOriginal(), "blue-hour");
});

type Options = Partial<Parameters<typeof createDelivery>[0]>;

function open(options: Options = {}, engine: Engine = vips, quality?: { webp: number }) {
	const engines = { own: engine, any: engine };
	const variants = createVariants({ store, engines, concurrency: 2, quality });
	return createDelivery({ variants, buckets: BUCKETS, cacheBytes: 0, ...options });
}

const request = (path: string, accept = "image/webp") =>
	new Request(`https://photos.example${path}`, { headers: { accept } });

describe("a delivery", () => {
	test("answers for every id that can be published, with or without a file name", async () => {
		const delivery = open();
		for (const path of ["/media/blue-hour?width=400", "/media/blue-hour/a.jpg?width=400"]) {
			const response = await delivery.respond(request(path));
			expect(response.headers.get("width-bucket")).toBe("416");
		}
	});

	test("answers URLs in the grammar of the site", async () => {
		const urls = urlGrammar({ prefix: "/i/", id: PATH_ID });
		const delivery = open({ urls, cacheControl: "no-cache" });
		const response = await delivery.respond(request("/i/blue-hour?width=400"));
		expect(response.status).toBe(200);
		expect(response.headers.get("cache-control")).toBe("no-cache");
		expect((await delivery.respond(request("/media/blue-hour"))).status).toBe(400);
	});

	test("refuses a URL with a wrong signature with 403", async () => {
		const urls = urlGrammar({ prefix: "/i/", sign: () => "signature" });
		const delivery = open({ urls });
		expect((await delivery.respond(request("/i/signature/blue-hour?width=9"))).status).toBe(200);
		expect((await delivery.respond(request("/i/other/blue-hour?width=9"))).status).toBe(403);
	});

	test("delivers only allowed formats", async () => {
		const delivery = open({ formats: ["jpeg"] });
		const negotiated = await delivery.respond(request("/media/blue-hour?width=400"));
		expect(negotiated.headers.get("content-type")).toBe("image/jpeg");
		const requested = await delivery.respond(request("/media/blue-hour?width=400&format=webp"));
		expect(requested.status).toBe(400);
		expect(await requested.json()).toEqual({
			error: { code: "invalid-format", message: "Cannot deliver WEBP here: must be jpeg" },
		});
	});

	test("encodes with the given quality", async () => {
		const qualities: number[] = [];
		const watching: Engine = {
			...vips,
			render(source, outputs) {
				qualities.push(...outputs.map(({ quality }) => quality));
				return vips.render(source, outputs);
			},
		};
		const delivery = open({}, watching, { webp: 31 });
		await delivery.respond(request("/media/blue-hour?width=640&format=webp"));
		await delivery.respond(request("/media/blue-hour?width=640&format=jpeg"));
		expect(qualities).toEqual([31, 80]);
	});

	test("says when to retry if it cannot answer now", async () => {
		const delivery = open({ variants: { ensure: () => Promise.reject(busy), forget() {} } });
		const response = await delivery.respond(request("/media/blue-hour?width=400"));
		expect([response.status, response.headers.get("retry-after")]).toEqual([503, "1"]);
	});
});

describe("createDelivery refuses", () => {
	test.each([
		[[]],
		[[640, 256]],
		[[256, 256]],
		[[0, 256]],
		[[256, 10001]],
		[[1.5]],
		[[Number.NaN]],
	])("the buckets %j", async (buckets) => {
		expect(await codeOfAsync(async () => open({ buckets }))).toBe("misconfigured");
	});

	test.each([0, 101, -1, Number.NaN])("the quality %p", async (webp) => {
		expect(await codeOfAsync(async () => open({}, vips, { webp }))).toBe("misconfigured");
	});

	test("formats that do not exist", async () => {
		// @ts-expect-error: JavaScript may pass anything
		expect(() => open({ formats: ["jpg"] })).toThrow("formats must be webp, jpeg or avif; got jpg");
		// @ts-expect-error: JavaScript may pass anything
		expect(() => open({}, vips, { jpg: 80 })).toThrow(
			"quality must name formats: webp, jpeg or avif; got jpg",
		);
	});

	test("formats without JPEG", async () => {
		expect(await codeOfAsync(async () => open({ formats: ["webp"] }))).toBe("misconfigured");
	});
});
