import { describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDelivery } from "widthwise";
import { variantKey } from "widthwise/url";
import { buildViewerRequest } from "../../edge/build/cloudfront-function.ts";
import { viewerEvent } from "../../edge/cloudfront/viewer-event.ts";
import { runCloudFrontFunction } from "../../edge/viewer-request/function-runtime.ts";
import { requires } from "../requirements.ts";
import { BUCKETS, PHOTO, URLS, type UrlCase } from "./urls.ts";

const script = await buildViewerRequest(BUCKETS);
const njs = Bun.which("njs");

/** A key and a status of 200, or a code and its status. */
type Answer = { readonly status: number; readonly key?: string; readonly code?: string };

const expectedOf = ({ expected }: UrlCase): Answer =>
	"name" in expected
		? { status: 200, key: `photos/${PHOTO}/${expected.name}` }
		: { status: 400, code: expected.code };

function eventOf({ path, query, accept }: UrlCase) {
	const headers = accept === "" ? [] : ([["Accept", accept]] as const);
	return viewerEvent({ method: "GET", path, query, headers });
}

/** What the function's outcome, as JSON, amounts to. */
function answerOf(json: string): Answer {
	const outcome = JSON.parse(json);
	if (typeof outcome.statusCode !== "number") {
		expect(outcome.querystring).toEqual({});
		return { status: 200, key: outcome.uri.slice(1) };
	}
	return { status: outcome.statusCode, code: JSON.parse(outcome.body).error.code };
}

describe("one table of URLs", () => {
	test("in the server", async () => {
		const asked: string[] = [];
		const variants = {
			async ensure(variant: Parameters<typeof variantKey>[0]) {
				asked.push(variantKey(variant));
				return null;
			},
			forget() {},
		};
		const delivery = createDelivery({ variants, buckets: BUCKETS, cacheBytes: 0 });
		for (const url of URLS) {
			const { path, query, accept } = url;
			const address = `http://localhost${path}${query === undefined ? "" : `?${query}`}`;
			// Given as it came in: `Request` would change the spelling of an address.
			const request = new Request("http://localhost/", { headers: { accept } });
			Object.defineProperty(request, "url", { value: address });
			const response = await delivery.respond(request);
			const key = asked.pop();
			const { error } = await response.json();
			const refused: Answer = { status: response.status, code: error.code };
			const answer: Answer = key ? { status: 200, key } : refused;
			expect([url, answer]).toEqual([url, expectedOf(url)]);
		}
	});

	test("in the function, with and without the raw query", () => {
		const handler = runCloudFrontFunction(script);
		for (const url of URLS) {
			expect([url, answerOf(JSON.stringify(handler(eventOf(url))))]).toEqual([
				url,
				expectedOf(url),
			]);
			const { request } = eventOf(url);
			const { rawQueryString, ...rest } = request;
			expect(typeof rawQueryString).toBe("function");
			const answer = answerOf(JSON.stringify(handler({ request: rest })));
			expect([url, answer]).toEqual([url, expectedOf(url)]);
		}
	});

	requires("njs").test("in the function under njs, where it is installed", async () => {
		const folder = await mkdtemp(join(tmpdir(), "widthwise-njs-"));
		try {
			// Functions do not survive JSON: what the runtime adds is added again there.
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
			expect(run.map(answerOf)).toEqual(URLS.flatMap((url) => [expectedOf(url), expectedOf(url)]));
		} finally {
			await rm(folder, { recursive: true });
		}
	});
});

/** Runs a script under njs; the lines that it printed. */
async function runUnderNjs(text: string, folder: string): Promise<readonly string[]> {
	const file = join(folder, "function.js");
	await Bun.write(file, text);
	const run = Bun.spawnSync([njs ?? "njs", file]);
	expect(run.stderr.toString()).toBe("");
	return run.stdout.toString().trim().split("\n");
}
