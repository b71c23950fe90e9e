import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createMemoryStore, publish, type Store } from "widthwise";
import { createInProcessVipsEngine } from "widthwise/engine/vips";
import { createOriginRequest } from "../../edge/origin-request/origin-request.ts";
import { createRegional } from "../../edge/regional/regional.ts";
import { uprightOriginal } from "../photos/originals.ts";
import { BUCKETS, PHOTO } from "./urls.ts";

const engine = createInProcessVipsEngine({ maxPixels: 10e6 });
const engines = { own: engine, any: engine };
afterAll(() => engine.close());

const MISSING = "f".repeat(32);

/** A store that lists its calls, each of which is a request to S3. */
function listed(store: Store, calls: string[]): Store {
	const note = (name: string, key: string): void => {
		calls.push(`${name} ${key.replace(/^photos\/[^/]*\//, "")}`);
	};
	return {
		...store,
		head(key) {
			note("head", key);
			return store.head(key);
		},
		get(key) {
			note("get", key);
			return store.get(key);
		},
		put(key, body, options) {
			note("put", key);
			return store.put(key, body, options);
		},
		delete(key) {
			note("delete", key);
			return store.delete(key);
		},
		list(prefix) {
			note("list", prefix);
			return store.list(prefix);
		},
	};
}

const onError = (error: unknown): void => {
	throw error;
};

describe("requests to the bucket", () => {
	let store: Store;
	let calls: string[];
	beforeAll(async () => {
		calls = [];
		const published = createMemoryStore();
		await publish(PHOTO, uprightOriginal(), { store: published, engine });
		store = listed(published, calls);
	});

	async function callsOf(send: (key: string) => Promise<unknown>, key: string) {
		calls.length = 0;
		await send(key);
		return [...calls];
	}

	test("of Lambda@Edge: the master first, and nothing twice but the master", async () => {
		const handle = createOriginRequest({
			buckets: BUCKETS,
			engines,
			openStore: () => store,
			onError,
		});
		const custom = (value: string) => [{ value }];
		const customHeaders = {
			"x-widthwise-bucket": custom("photos"),
			"x-widthwise-region": custom("eu-central-1"),
		};
		const send = (key: string) => {
			const uri = `/photos/${key}`;
			const request = { method: "GET", uri, querystring: "", headers: {} };
			return handle({
				Records: [{ cf: { request: { ...request, origin: { s3: { customHeaders } } } } }],
			});
		};
		expect(await callsOf(send, `${PHOTO}/w256.webp`)).toEqual([
			...["head master", "head w256.webp", "get mezzanine-640"],
			...["head master", "put w256.webp", "head master"],
		]);
		expect(await callsOf(send, `${PHOTO}/w256.webp`)).toEqual(["head master", "head w256.webp"]);
		expect(await callsOf(send, `${PHOTO}/master`)).toEqual(["head master"]);
		expect(await callsOf(send, `${MISSING}/w256.webp`)).toEqual(["head master"]);
		expect(await callsOf(send, `${PHOTO}/w257.webp`)).toEqual([]);
	});

	test("of the regional Lambda: the same, and a stored variant is read", async () => {
		const answer = createRegional({ buckets: BUCKETS, engines, store, onError });
		const send = (key: string) => {
			return answer({
				rawPath: `/photos/${key}`,
				requestContext: { http: { method: "GET" } },
			});
		};
		expect(await callsOf(send, `${PHOTO}/w416.webp`)).toEqual([
			...["head master", "get w416.webp", "get mezzanine-640"],
			...["head master", "put w416.webp", "head master"],
		]);
		expect(await callsOf(send, `${PHOTO}/w416.webp`)).toEqual(["head master", "get w416.webp"]);
		expect(await callsOf(send, `${PHOTO}/master`)).toEqual(["get master"]);
		expect(await callsOf(send, `${MISSING}/w416.webp`)).toEqual(["head master"]);
		expect(await callsOf(send, `${PHOTO}/w417.webp`)).toEqual([]);
	});
});
