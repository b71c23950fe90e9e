import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { parseImageUrl } from "widthwise";
import { chooseVariant, variantKey } from "widthwise/url";
import { buildViewerRequest, finishFunction } from "../../edge/build/cloudfront-function.ts";
import { viewerEvent } from "../../edge/cloudfront/viewer-event.ts";
import { runCloudFrontFunction } from "../../edge/viewer-request/function-runtime.ts";
import { BUCKETS, PHOTO } from "./urls.ts";

const script = await buildViewerRequest(BUCKETS);
const handler = runCloudFrontFunction(script);

function call(path: string, query = "", headers: readonly (readonly [string, string])[] = []) {
	return handler(viewerEvent({ method: "GET", path, query, headers }));
}

describe("the viewer-request function", () => {
	test.each([
		"/",
		"/photos",
		`/photos/${PHOTO}/master`,
		`/photos/${PHOTO}/mezzanine-640`,
		`/originals/${PHOTO}`,
		`//media/${PHOTO}/a.jpg`,
		`/MEDIA/${PHOTO}/a.jpg`,
		`/media`,
		"",
	])("answers 404 outside /media/: %p", (path) => {
		expect(call(path, "width=400")).toMatchObject({ statusCode: 404 });
	});

	test("refuses with JSON that says what is allowed, without caching or sniffing", () => {
		const refusal = call(`/media/${PHOTO}/a.jpg`, "width=abc");
		expect(refusal).toMatchObject({
			statusCode: 400,
			statusDescription: "Bad Request",
			headers: {
				"content-type": { value: "application/json" },
				"cache-control": { value: "no-store" },
				"x-content-type-options": { value: "nosniff" },
			},
		});
		const { error } = JSON.parse("body" in refusal ? refusal.body : "");
		expect(error.message).toBe("Cannot parse width: must be 1 to 10000, got abc");
	});

	test("joins an Accept header in two lines", () => {
		const lines = [
			["Accept", "text/html"],
			["accept", "image/webp"],
		] as const;
		expect(call(`/media/${PHOTO}/a.jpg`, "width=400", lines)).toMatchObject({
			uri: `/photos/${PHOTO}/w416.webp`,
		});
	});

	test("accepts the console's test events, which lack the raw query", () => {
		const request = {
			method: "GET",
			uri: `/media/${PHOTO}/a.jpg`,
			headers: {},
			cookies: {},
			querystring: { width: { value: "400" }, dpr: { value: "1", multiValue: [{ value: "1" }] } },
		};
		expect(handler({ request })).toMatchObject({ uri: `/photos/${PHOTO}/w416.jpeg` });
	});

	test("never throws, and agrees with the core", () => {
		const word = fc.oneof(
			fc.constantFrom("width", "dpr", "format", "400", "1.5", "webp", "&", "=", "%", "+", "%3D"),
			fc.string({ maxLength: 6 }),
		);
		const text = fc.array(word, { maxLength: 8 }).map((words) => words.join(""));
		const path = fc.oneof(fc.constant(`/media/${PHOTO}/a.jpg`), text);
		fc.assert(
			fc.property(path, text, text, (uri, query, accept) => {
				const outcome = call(uri, query, [["accept", accept]]);
				const parsed = parseImageUrl(uri, query);
				if (parsed.ok) {
					const key = variantKey(chooseVariant(parsed.value, accept, BUCKETS));
					expect(outcome).toMatchObject({ uri: `/${key}` });
				} else {
					expect(outcome).toMatchObject({ statusCode: uri.startsWith("/media/") ? 400 : 404 });
				}
			}),
		);
	});
});

describe("building the viewer-request function", () => {
	const finish = (body: string) =>
		finishFunction(`function handler(event) {\n${body}\n}\nexport {\n  handler\n};\n`);

	test("gives a script with a global handler and no import or export, far below the limit", () => {
		expect(script).toMatch(/function handler\(event\)/);
		expect(script).not.toMatch(/\b(export|import|require)\b/);
		expect(script.length).toBeLessThan(8000);
	});

	test.each([
		["for-of", "for (const x of []) { x; }"],
		["destructuring", "const { request } = event; return request;"],
		["spread", "return Math.max(...[1, 2]);"],
		["a class", "class A {} return new A();"],
		["a default", "function f(a = 1) { return a; } return f();"],
		["a generator", "function* f() { yield 1; } return f();"],
		["URL", "return new URL('https://a.b');"],
		["URLSearchParams", "return new URLSearchParams('a=b');"],
		["structuredClone", "return structuredClone(event.request);"],
		["Array.prototype.flat", "return [[1]].flat();"],
		["Object.hasOwn", "return Object.hasOwn(event, 'request');"],
		["Object.fromEntries", "return Object.fromEntries([]);"],
		["Map", "return new Map();"],
		["eval", "return eval('1');"],
		["new Function", "return new Function('return 1')();"],
		["a timer", "setTimeout.call(null, function () {}, 0);"],
		["process", "return process.version;"],
		["10 kB", `return ${JSON.stringify("x".repeat(10240))};`],
	])("fails on %s", async (_, body) => {
		const built = finish(body);
		await expect(built).rejects.toThrow();
	});

	test("accepts what the runtime has", async () => {
		const accepted = await finish(
			"const n = [1, 2].map((x) => x ** 2); return { n: String(n).padStart(4), is: n.includes(4) };",
		);
		const { request } = viewerEvent({ method: "GET", path: "/", query: "", headers: [] });
		expect(JSON.stringify(runCloudFrontFunction(accepted)({ request }))).toBe(
			'{"n":" 1,4","is":true}',
		);
	});

	test("gives the same script for the same buckets, and another for others", async () => {
		expect(await buildViewerRequest(BUCKETS)).toBe(script);
		const other = runCloudFrontFunction(await buildViewerRequest([1000, 2000]));
		const event = viewerEvent({
			method: "GET",
			path: `/media/${PHOTO}/a.jpg`,
			query: "width=400",
			headers: [],
		});
		expect(other(event)).toMatchObject({ uri: `/photos/${PHOTO}/w1000.jpeg` });
	});
});
