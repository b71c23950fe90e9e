import { describe, expect, test } from "bun:test";
import { DEFAULT_BUCKETS, PATH_ID, urlGrammar } from "widthwise";
import { astroImageService } from "widthwise/astro";
import { nextLoader, nextSizes } from "widthwise/next";
import { unpicTransformer } from "widthwise/unpic";

const urls = urlGrammar({ prefix: "/images/", id: PATH_ID });
const parse = (url: string) => {
	const [path = "", query = ""] = url.split("?");
	return urls.parse(path, query);
};

describe("for Next.js", () => {
	test("the loader makes URLs of the grammar", () => {
		const load = nextLoader(urls);
		expect(load({ src: "trips/a b.jpg", width: 480, quality: 75 })).toBe(
			"/images/trips/a%20b.jpg?width=480",
		);
		for (const width of [0, 0.4, 3840, 99999]) {
			expect(parse(load({ src: "a.jpg", width })).ok).toBe(true);
		}
	});

	test("the sizes are the buckets, each once, the smallest device 640 px", () => {
		for (const buckets of [DEFAULT_BUCKETS, [256, 416, 640, 1280], [100], [2000]]) {
			const { deviceSizes, imageSizes } = nextSizes(buckets);
			expect([...imageSizes, ...deviceSizes]).toEqual([...buckets]);
			expect(deviceSizes.length).toBeGreaterThan(0);
		}
		expect(nextSizes([256, 416, 640, 1280])).toEqual({
			deviceSizes: [640, 1280],
			imageSizes: [256, 416],
		});
	});
});

describe("for Astro", () => {
	const service = astroImageService({ urls, buckets: [256, 640] });

	test("the URL and the srcset are of the grammar", () => {
		expect(service.getURL({ src: "a.jpg", width: 400.4 })).toBe("/images/a.jpg?width=400");
		expect(service.getURL({ src: "a.jpg" })).toBe("/images/a.jpg");
		const candidates = service.getSrcSet({ src: "a.jpg", width: 400, height: 300 });
		const srcset = candidates.map((c) => `${service.getURL(c.transform)} ${c.descriptor}`);
		expect(srcset).toEqual(["/images/a.jpg?width=256 256w", "/images/a.jpg?width=640 640w"]);
	});

	test("attributes of the tag are kept, those of the image are not", () => {
		const attributes = service.getHTMLAttributes({
			...{ src: "a.jpg", format: "webp", quality: 80 },
			...{ width: 400, height: 300, alt: "Blue hour", loading: "eager" },
		});
		expect(attributes).toEqual({
			...{ width: 400, height: 300, alt: "Blue hour", loading: "eager", decoding: "async" },
		});
	});
});

describe("for unpic", () => {
	const transform = unpicTransformer(urls);

	test.each([
		[{ width: 400, height: 300, format: "webp" }, "/images/a.jpg?width=400&format=webp"],
		[{ width: "400", format: "jpg" }, "/images/a.jpg?width=400&format=jpeg"],
		[{ width: 99999, format: "png" }, "/images/a.jpg?width=10000"],
		[{ format: "webp" }, "/images/a.jpg"],
		[{ width: "auto" }, "/images/a.jpg"],
		[{}, "/images/a.jpg"],
	])("%j is %s", (operations, url) => {
		expect(transform("a.jpg", operations)).toBe(url);
		expect(parse(url).ok).toBe(true);
	});
});
