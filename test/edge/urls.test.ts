import { describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseImageUrl } from "widthwise";
import { createDelivery } from "widthwise/internal";
import { variantKey } from "widthwise/url";
import { buildViewerRequest } from "../../edge/build/cloudfront-function.ts";
import { viewerEvent } from "../../edge/cloudfront/viewer-event.ts";
import { runCloudFrontFunction } from "../../edge/viewer-request/function-runtime.ts";
import { requires } from "../requirements.ts";
import { BUCKETS, PHOTO, URLS, type UrlCase } from "./urls.ts";

const script = await buildViewerRequest(BUCKETS);
const njs = Bun.which("njs");

/** A key with status 200, or an error code with its status. */
type Result = { readonly status: number; readonly key?: string; readonly code?: string };

const expectedOf = ({ expected }: UrlCase): Result =>
	"name" in expected
		? { status: 200, key: `photos/${PHOTO}/${expected.name}` }
		: { status: 400, code: expected.code };

function eventOf({ path, query, accept }: UrlCase) {
	const headers = accept === "" ? [] : ([["Accept", accept]] as const);
	return viewerEvent({ method: "GET", path, query, headers });
}

/** Reads the function's outcome from JSON. */
function readOutcome(json: string): Result {
	const outcome = JSON.parse(json);
	if (typeof outcome.statusCode !== "number") {
		expect(outcome.querystring).toEqual({});
		return { status: 200, key: outcome.uri.slice(1) };
	}
	return { status: outcome.statusCode, code: JSON.parse(outcome.body).error.code };
}

describe("the table of URLs has the expected results", () => {
	test("in the server", async () => {
		const requested: string[] = [];
		const variants = {
			async ensure(variant: Parameters<typeof variantKey>[0]) {
				requested.push(variantKey(variant));
				return null;
			},
			forget() {},
		};
		const urls = { parse: parseImageUrl };
		const delivery = createDelivery({ variants, urls, buckets: BUCKETS, cacheBytes: 0 });
		for (const url of URLS) {
			const { path, query, accept } = url;
			const address = `http://localhost${path}${query === undefined ? "" : `?${query}`}`;
			// The URL as sent: the constructor of `Request` would normalise it.
			const request = new Request("http://localhost/", { headers: { accept } });
			Object.defineProperty(request, "url", { value: address });
			const response = await delivery.respond(request);
			const key = requested.pop();
			const { error } = await response.json();
			const refusal: Result = { status: response.status, code: error.code };
			const result: Result = key ? { status: 200, key } : refusal;
			expect([url, result]).toEqual([url, expectedOf(url)]);
		}
	});

	test("in the function, with and without the raw query", () => {
		const handler = runCloudFrontFunction(script);
		for (const url of URLS) {
			expect([url, readOutcome(JSON.stringify(handler(eventOf(url))))]).toEqual([
				url,
				expectedOf(url),
			]);
			const { request } = eventOf(url);
			const { rawQueryString, ...rest } = request;
			expect(typeof rawQueryString).toBe("function");
			const result = readOutcome(JSON.stringify(handler({ request: rest })));
			expect([url, result]).toEqual([url, expectedOf(url)]);
		}
	});

	requires("njs").test("in the function on njs", async () => {
		const folder = await mkdtemp(join(tmpdir(), "widthwise-njs-"));
		try {
			// JSON drops functions: the script adds `rawQueryString` again.
			const cases = URLS.map((url) => ({ ...eventOf(url), query: url.query }));
			const run = await runUnderNjs(
				`${script}
					${JSON.stringify(cases)}.forEach(function (event) {
						console.log(JSON.stringify(handler(JSON.parse(JSON.stringify(event)))));
						event.request.rawQueryString = function () { return event.query; };
						console.log(JSON.stringify(handler(event)));
					});`,
				folder,
			);
			expect(run.map(readOutcome)).toEqual(
				URLS.flatMap((url) => [expectedOf(url), expectedOf(url)]),
			);
		} finally {
			await rm(folder, { recursive: true });
		}
	});
});

/** Runs a script on njs and returns the lines that it printed. */
async function runUnderNjs(text: string, folder: string): Promise<readonly string[]> {
	const file = join(folder, "function.js");
	await Bun.write(file, text);
	const run = Bun.spawnSync([njs ?? "njs", file]);
	expect(run.stderr.toString()).toBe("");
	return run.stdout.toString().trim().split("\n");
}
