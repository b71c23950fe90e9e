import { afterEach, beforeAll, describe, expect, test } from "bun:test";
import type { Store } from "widthwise";
import { isSetupFailure, type S3StoreOptions } from "widthwise/store/s3";
import { requires } from "../../requirements.ts";
import { type Interceptor, intercept } from "../../services/intercept.ts";
import type { S3Server } from "../../services/s3.ts";
import { sharedS3 } from "../../services/shared.ts";
import { S3_CLIENTS } from "../../stores/s3-clients.ts";

const plain = { contentType: "text/plain" };
const ifAbsent = { ...plain, ifAbsent: true };
const pattern = (length: number) => Uint8Array.from({ length }, (_, i) => (i ^ (i >> 8)) & 255);

const unavailable = { code: "unavailable", message: expect.stringContaining("does not answer") };

/** A call of every function of a store. */
const calls: readonly (readonly [string, (store: Store) => Promise<unknown>])[] = [
	["put", (store) => store.put("k", pattern(10), plain)],
	["put in parts", (store) => store.put("k", pattern(6_000_000), ifAbsent)],
	["get", (store) => store.get("k")],
	["head", (store) => store.head("k")],
	["getRange", (store) => store.getRange("k", 0, 9)],
	["delete", (store) => store.delete("k")],
	["list", (store) => Array.fromAsync(store.list(""))],
];

async function failure(call: Promise<unknown>): Promise<unknown> {
	return call.then(
		() => expect.unreachable(),
		(error: unknown) => error,
	);
}

describe.each(S3_CLIENTS)("the $kind store", ({ open: create }) => {
	requires("s3").describe("that cannot be used", () => {
		let s3: S3Server;
		let bucket: string;
		const open = (more: Partial<S3StoreOptions> = {}) =>
			create({ ...s3.connection, bucket, prefix: crypto.randomUUID(), ...more });
		const interceptors: Interceptor[] = [];
		const interceptRequests = (answer: Parameters<typeof intercept>[1]): Interceptor => {
			const interceptor = intercept(s3.url, answer);
			interceptors.push(interceptor);
			return interceptor;
		};

		beforeAll(async () => {
			s3 = await sharedS3();
			bucket = await s3.createBucket();
		});
		afterEach(
			async () => void (await Promise.all(interceptors.splice(0).map(({ stop }) => stop()))),
		);

		describe("because of its settings names the wrong one:", () => {
			const settings = (): Readonly<Record<string, readonly [Partial<S3StoreOptions>, RegExp]>> => {
				const { accessKeyId, secretAccessKey } = s3.credentials;
				return {
					"access key": [{ credentials: { accessKeyId: "X", secretAccessKey } }, /access key/],
					"secret key": [{ credentials: { accessKeyId, secretAccessKey: "x" } }, /secret key/],
					bucket: [{ bucket: "no-such-bucket" }, /bucket does not exist/],
				};
			};
			test.each(["access key", "secret key", "bucket"])("%s", async (wrong) => {
				const [setting, message] = settings()[wrong] ?? expect.unreachable();
				const store = open(setting);
				for (const [name, call] of calls) {
					// The response to HEAD only has a status: forbidden or not found.
					if (name === "head" || (name === "put in parts" && wrong !== "bucket")) continue;
					const error = await failure(call(store));
					expect(error).toMatchObject({
						code: "misconfigured",
						message: expect.stringMatching(message),
					});
					expect(isSetupFailure(error)).toBe(true);
				}
			});

			// The test server has only one region: these are Amazon's responses, from its documentation.
			const errorBody = (code: string, more: string) =>
				`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>x</Message>${more}</Error>`;
			test.each([
				["GET", 301, errorBody("PermanentRedirect", "<Endpoint>b.s3.amazonaws.com</Endpoint>")],
				["GET", 400, errorBody("AuthorizationHeaderMalformed", "<Region>eu-west-1</Region>")],
				["HEAD", 301, null],
			] as const)("region, if a %s gets the status %d", async (method, status, body) => {
				const headers = { "x-amz-bucket-region": "eu-west-1", "content-type": "application/xml" };
				const { url } = interceptRequests(() => new Response(body, { status, headers }));
				const store = open({ endpoint: url });
				const error = await failure(method === "GET" ? store.get("k") : store.head("k"));
				expect(error).toMatchObject({
					code: "misconfigured",
					message: "The store's bucket is in another region: eu-west-1",
				});
				expect(isSetupFailure(error)).toBe(true);
			});
		});

		describe("because the server does not answer rejects all calls with unavailable", () => {
			test("if nothing listens", async () => {
				const store = open({ endpoint: "http://127.0.0.1:1" });
				for (const error of await Promise.all(calls.map(([, call]) => failure(call(store))))) {
					expect(error).toMatchObject(unavailable);
					expect(isSetupFailure(error)).toBe(false);
				}
			});

			test("if the server accepts connections but never responds", async () => {
				const silent = Bun.listen({ port: 0, hostname: "127.0.0.1", socket: { data() {} } });
				try {
					const endpoint = `http://127.0.0.1:${silent.port}`;
					const store = open({ endpoint, responseTimeoutMs: 500 });
					// A body of this size fills the socket's buffers; Bun has no time limit for that.
					const large = store.put("k", pattern(4_000_000), plain);
					const all = [...calls.map(([, call]) => call(store)), large];
					for (const error of await Promise.all(all.map(failure))) {
						expect(error).toMatchObject(unavailable);
					}
				} finally {
					silent.stop(true);
				}
			});
		});

		describe("for a moment repeats", () => {
			const busy = () => new Response("<Error><Code>InternalError</Code></Error>", { status: 500 });

			test.each(calls)("%s", async (_name, call) => {
				const prefix = crypto.randomUUID();
				await open({ prefix }).put("k", pattern(10), plain);
				const between = interceptRequests((_request, times) => (times <= 3 ? busy() : null));
				await call(open({ prefix, endpoint: between.url }));
				expect(between.requests.length).toBeGreaterThan(3);
			});

			test("a request at most a few times", async () => {
				const between = interceptRequests(busy);
				const error = await failure(open({ endpoint: between.url }).get("k"));
				expect(error).toMatchObject({ code: "unavailable" });
				expect(between.requests.length).toBeWithin(3, 10);
			});

			test("a write that conflicts with another write of the same object", async () => {
				const conflict = "<Error><Code>ConditionalRequestConflict</Code></Error>";
				const between = interceptRequests((_request, times) =>
					times <= 2 ? new Response(conflict, { status: 409 }) : null,
				);
				const prefix = crypto.randomUUID();
				const store = open({ prefix, endpoint: between.url });
				expect(await store.put("k", pattern(10), ifAbsent)).toBe(true);
				expect(between.requests).toHaveLength(3);
				expect(await open({ prefix }).put("k", pattern(10), ifAbsent)).toBe(false);
			});
		});

		test("without conditional writes checks first whether the object exists", async () => {
			const between = interceptRequests((request) =>
				request.headers.has("if-none-match")
					? new Response("<Error><Code>NotImplemented</Code></Error>", { status: 501 })
					: null,
			);
			const store = open({ endpoint: between.url });
			expect(await store.put("k", pattern(10), ifAbsent)).toBe(true);
			expect(await store.put("k", pattern(11), ifAbsent)).toBe(false);
			expect(await store.head("k")).toMatchObject({ size: 10 });
		});

		test("does not send the parts of an object that already exists", async () => {
			const prefix = crypto.randomUUID();
			await open({ prefix }).put("k", pattern(6_000_000), plain);
			const between = interceptRequests(() => null);
			const store = open({ prefix, endpoint: between.url });
			expect(await store.put("k", pattern(6_000_000), ifAbsent)).toBe(false);
			expect(between.requests).toEqual([`HEAD /${bucket}/${prefix}/k`]);
		});
	});
});
