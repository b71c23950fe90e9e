import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createMemoryStore, publish, type Store, unpublish, WidthwiseError } from "widthwise";
import { createInProcessVipsEngine } from "widthwise/engine/vips";
import type { EdgeRequest, EdgeResponse } from "../../edge/origin-request/event.ts";
import { createOriginRequest } from "../../edge/origin-request/origin-request.ts";
import { turnedOriginal } from "../photos/originals.ts";
import { readPixels } from "../pictures/read.ts";
import { recorded } from "../stores/recorded.ts";
import { BUCKETS, PHOTO } from "./urls.ts";

const engine = createInProcessVipsEngine({ maxPixels: 10e6 });
const original = turnedOriginal();
afterAll(() => engine.close());

function header(name: string, value: string) {
	return { [name]: [{ key: name, value }] };
}

function request(uri: string, customHeaders: EdgeRequest["headers"] = ours): EdgeRequest {
	return { method: "GET", uri, querystring: "", headers: {}, origin: { s3: { customHeaders } } };
}

const ours = {
	...header("x-widthwise-bucket", "photos"),
	...header("x-widthwise-region", "eu-central-1"),
};

/** The handler with one store; records the opened stores, the store's calls and the errors. */
function handlerOver(base: Store) {
	const { store, calls } = recorded(base);
	const opened: unknown[] = [];
	const errors: unknown[] = [];
	const handle = createOriginRequest({
		buckets: BUCKETS,
		engines: { own: engine, any: engine },
		openStore(bucket) {
			opened.push(bucket);
			return store;
		},
		onError: (error) => errors.push(error),
	});
	const send = (sent: EdgeRequest): Promise<EdgeRequest | EdgeResponse> =>
		handle({ Records: [{ cf: { request: sent } }] });
	return { send, calls, opened, errors };
}

describe("the origin-request Lambda", () => {
	let published: Store;
	beforeAll(async () => {
		published = createMemoryStore();
		await publish(PHOTO, original, { store: published, engine, maxPixels: 10e6, credit: null });
	});

	test("cuts and stores a missing variant, and forwards the same request", async () => {
		const { send, calls, opened } = handlerOver(published);
		const sent = request(`/photos/${PHOTO}/w416.webp`);
		expect(await send(sent)).toBe(sent);
		expect(calls.filter((call) => call.startsWith("put"))).toEqual([
			`put photos/${PHOTO}/w416.webp`,
		]);
		expect(calls).toContain(`get photos/${PHOTO}/mezzanine-640`);
		const stored = await published.get(`photos/${PHOTO}/w416.webp`);
		expect(stored?.contentType).toBe("image/webp");
		const pixels = await readPixels((await stored?.bytes()) ?? new Uint8Array());
		expect([pixels.width, pixels.height]).toEqual([416, 83]);
		// Now the variant exists: nothing is read or written.
		calls.length = 0;
		expect(await send(sent)).toBe(sent);
		expect(calls).toEqual([]);
		expect(opened).toEqual([
			{ bucket: "photos", region: "eu-central-1", prefix: "", endpoint: undefined },
		]);
	});

	test("forwards a request for a master", async () => {
		const { send } = handlerOver(published);
		const sent = request(`/photos/${PHOTO}/master`);
		expect(await send(sent)).toBe(sent);
	});

	test.each([
		`/photos/${PHOTO}/w417.webp`,
		`/photos/${PHOTO}/w0416.webp`,
		`/photos/${PHOTO}/w99999.jpeg`,
		`/photos/${PHOTO}/w416.png`,
		`/photos/${PHOTO}/mezzanine-640`,
		`/photos/${PHOTO}/../${PHOTO}/master`,
		`/photos/${PHOTO}/`,
		`/originals/${PHOTO}`,
		`/verdicts/${PHOTO}.json`,
		"/",
		"",
		"//",
	])("refuses %p without a request to the bucket", async (uri) => {
		const { send, calls, opened } = handlerOver(published);
		expect(await send(request(uri))).toMatchObject({ status: "404" });
		expect([calls, opened]).toEqual([[], []]);
	});

	test.each(["master", "w416.webp"])(
		"answers 404 for %s of a missing photo, cached briefly",
		async (name) => {
			const { send, calls, errors } = handlerOver(createMemoryStore());
			const answer = await send(request(`/photos/${PHOTO}/${name}`));
			expect(answer).toMatchObject({
				status: "404",
				headers: { "cache-control": [{ value: "public, max-age=10" }] },
			});
			expect(calls.filter((call) => call.startsWith("put"))).toEqual([]);
			expect(errors).toEqual([]);
		},
	);

	test("answers 404 for a photo that is deleted during the cut, and leaves no objects", async () => {
		const store = createMemoryStore();
		await publish(PHOTO, original, { store, engine, maxPixels: 10e6, credit: null });
		const deleting: Store = {
			...store,
			async put(key, body, options) {
				const isPut = await store.put(key, body, options);
				await unpublish(store, PHOTO);
				return isPut;
			},
		};
		const { send } = handlerOver(deleting);
		expect(await send(request(`/photos/${PHOTO}/w256.jpeg`))).toMatchObject({ status: "404" });
		expect(await Array.fromAsync(store.list(""))).toEqual([]);
	});

	test("answers an uncached 503 if the store fails, and logs the reason", async () => {
		const broken = new WidthwiseError("unavailable", "S3 is unreachable");
		const store = { ...published, head: () => Promise.reject(broken) };
		const { send, errors } = handlerOver(store);
		const answer = await send(request(`/photos/${PHOTO}/w416.webp`));
		expect(answer).toMatchObject({
			status: "503",
			headers: { "cache-control": [{ value: "no-store" }] },
		});
		expect(JSON.stringify(answer)).not.toContain("S3 is unreachable");
		expect(errors).toEqual([broken]);
	});

	test("answers 503 if the image cannot be stored, because the bucket would not have it", async () => {
		const put = () => Promise.reject(new WidthwiseError("unavailable", "read only"));
		const { send } = handlerOver({ ...published, put });
		expect(await send(request(`/photos/${PHOTO}/w640.webp`))).toMatchObject({ status: "503" });
	});

	test.each([
		["no origin", {}],
		["no region", header("x-widthwise-bucket", "photos")],
		["an empty bucket", { ...ours, ...header("x-widthwise-bucket", "") }],
	])("logs that a distribution has %s", async (_, customHeaders) => {
		const { send, errors } = handlerOver(published);
		const answer = await send(request(`/photos/${PHOTO}/w416.webp`, customHeaders));
		expect(answer).toMatchObject({ status: "503" });
		expect(String(errors[0])).toContain("x-widthwise-bucket");
	});

	test("ignores bucket headers from visitors", async () => {
		const { send, opened } = handlerOver(published);
		const sent = request(`/photos/${PHOTO}/w416.webp`, {});
		await send({ ...sent, headers: { ...ours, ...header("x-widthwise-endpoint", "http://evil") } });
		expect(opened).toEqual([]);
	});
});
