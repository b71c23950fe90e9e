import { beforeAll, describe, expect, test } from "bun:test";
import { createMemoryStore, type ImageFormat, type Store } from "widthwise";
import { createDelivery, createVariants } from "widthwise/internal";
import { uprightOriginal } from "../../photos/originals.ts";
import { vips } from "../engine.ts";
import { putPublished } from "../published.ts";

const CHROME = "image/avif,image/webp,image/apng,*/*;q=0.8";
const OLDER = "image/webp,*/*";
const ANCIENT = "image/png,*/*";

let store: Store;
beforeAll(async () => {
	store = await putPublished(createMemoryStore(), uprightOriginal(), "blue-hour");
});

type Options = Pick<Parameters<typeof createDelivery>[0], "formats" | "negotiate">;

function open(options: Options) {
	const origins: (string | null)[] = [];
	const delivery = createDelivery({
		variants: createVariants({ store, engines: { own: vips, any: vips }, concurrency: 2 }),
		buckets: [96],
		cacheBytes: 64e6,
		onAnswered: (_, { origin }) => origins.push(origin),
		...options,
	});
	async function headersOf(accept: string, query = "") {
		const url = `https://photos.example/media/blue-hour?width=96${query}`;
		const { headers } = await delivery.respond(new Request(url, { headers: { accept } }));
		return headers;
	}
	return {
		origins,
		/** The media type and what the answer depends on. */
		async get(accept: string, query?: string) {
			const headers = await headersOf(accept, query);
			return [headers.get("content-type"), headers.get("vary")];
		},
		tagOf: async (accept: string, query?: string) => (await headersOf(accept, query)).get("etag"),
	};
}

describe("a delivery that negotiates AVIF", () => {
	test("sends the first of its formats that the browser accepts, and says that it depends on it", async () => {
		const { get } = open({ negotiate: ["avif", "webp"] });
		expect(await get(CHROME)).toEqual(["image/avif", "Accept"]);
		expect(await get(OLDER)).toEqual(["image/webp", "Accept"]);
		expect(await get("image/avif;q=0,image/webp")).toEqual(["image/webp", "Accept"]);
		expect(await get(ANCIENT)).toEqual(["image/jpeg", "Accept"]);
	});

	test("prefers the first format of the list", async () => {
		const { get } = open({ negotiate: ["webp", "avif"] });
		expect((await get(CHROME))[0]).toBe("image/webp");
		expect((await get("image/avif"))[0]).toBe("image/avif");
	});

	test("keeps one image for each format, whether it was negotiated or requested", async () => {
		const { tagOf, origins } = open({ negotiate: ["avif", "webp"] });
		const tags = async (format: ImageFormat, accept: string) => [
			await tagOf(accept),
			await tagOf(ANCIENT, `&format=${format}`),
		];
		const all = [
			await tags("avif", CHROME),
			await tags("webp", OLDER),
			await tags("jpeg", ANCIENT),
		];
		for (const [negotiated, requested] of all) expect(requested).toBe(negotiated ?? "");
		expect(new Set(all.flat()).size).toBe(3);
		expect(origins.filter((origin) => origin === "memory")).toHaveLength(3);
	});

	test("obeys the URL's format, and then does not vary", async () => {
		const { get } = open({ negotiate: ["avif", "webp"] });
		expect(await get(CHROME, "&format=webp")).toEqual(["image/webp", null]);
	});
});

test("a delivery that negotiates nothing sends JPEG to all, and does not vary", async () => {
	const { get } = open({ negotiate: [] });
	expect(await get(CHROME)).toEqual(["image/jpeg", null]);
});

test("a delivery without WebP negotiates nothing by default", async () => {
	const { get } = open({ formats: ["jpeg", "avif"] });
	expect(await get(CHROME)).toEqual(["image/jpeg", null]);
});

test("createDelivery refuses to negotiate what it does not deliver", () => {
	expect(() => open({ formats: ["webp", "jpeg"], negotiate: ["avif"] })).toThrow(
		"negotiate must be among formats: webp, jpeg; got avif",
	);
	// @ts-expect-error: JavaScript may pass anything
	expect(() => open({ negotiate: "avif" })).toThrow(
		'negotiate must be a list such as ["avif", "webp"]; got avif',
	);
});
