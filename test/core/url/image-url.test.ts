import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { formatImageUrl, parseImageUrl } from "widthwise";
import type { ImageRequest } from "widthwise/url";

const ID = "0123456789abcdef0123456789abcdef";
const PATH = `/media/${ID}/blue-hour.jpg`;

const photoId = fc.string({
	unit: fc.constantFrom(..."0123456789abcdef"),
	minLength: 32,
	maxLength: 32,
});
const sized = fc.record({
	photoId,
	width: fc.integer({ min: 1, max: 10000 }),
	dpr: fc.integer({ min: 1000, max: 4000 }).map((thousandths) => thousandths / 1000),
	format: fc.constantFrom("webp" as const, "jpeg" as const, "avif" as const, null),
});
const master = fc.record({
	photoId,
	width: fc.constant(null),
	dpr: fc.constant(1),
	format: fc.constant(null),
});
const request: fc.Arbitrary<ImageRequest> = fc.oneof(sized, master);
const slug = fc.stringMatching(/^[a-z0-9-]{1,80}$/);

function parse(url: string): ReturnType<typeof parseImageUrl> {
	const [path = "", query = ""] = url.split("?");
	return parseImageUrl(path, query);
}

describe("image URLs", () => {
	test("parse to what was formatted", () => {
		fc.assert(
			fc.property(request, slug, (value, name) => {
				expect(parse(formatImageUrl(value, name))).toEqual({ ok: true, value });
			}),
		);
	});

	test("have a DPR of 1 and a negotiated format, if neither is given", () => {
		const value = { photoId: ID, width: 400 };
		expect(formatImageUrl(value, "blue-hour")).toBe(`${PATH}?width=400`);
		expect(parse(formatImageUrl(value, "blue-hour"))).toEqual({
			ok: true,
			value: { ...value, dpr: 1, format: null },
		});
	});

	test("parse with the question mark of the query, which URL.search has", () => {
		const { pathname, search } = new URL(`https://photos.example${PATH}?width=400`);
		expect(parseImageUrl(pathname, search)).toEqual(parseImageUrl(PATH, "width=400"));
		expect(parseImageUrl(pathname, search)).toMatchObject({ ok: true, value: { width: 400 } });
	});

	test("parse the same in any order of parameters and with unknown ones", () => {
		const plain = parseImageUrl(PATH, "width=400&dpr=2&format=jpeg");
		for (const query of [
			"format=jpeg&width=400&dpr=2",
			"utm_source=a%20b&dpr=2&format=jpeg&x&=&width=400",
			"width=400&dpr=2.000&format=jpeg&",
		]) {
			expect(parseImageUrl(PATH, query)).toEqual(plain);
		}
	});

	test.each([
		["width=0", "invalid-width"],
		["width=", "invalid-width"],
		["width", "invalid-width"],
		["width=-1", "invalid-width"],
		["width=1.5", "invalid-width"],
		["width=0400", "invalid-width"],
		["width=10001", "invalid-width"],
		["width=1e3", "invalid-width"],
		["width=400px", "invalid-width"],
		["width=٤٠٠", "invalid-width"],
		["width= 400", "invalid-width"],
		["width=400&dpr=0", "invalid-dpr"],
		["width=400&dpr=0.5", "invalid-dpr"],
		["width=400&dpr=4.001", "invalid-dpr"],
		["width=400&dpr=5", "invalid-dpr"],
		["width=400&dpr=1.2345", "invalid-dpr"],
		["width=400&dpr=NaN", "invalid-dpr"],
		["width=400&dpr=", "invalid-dpr"],
		["width=400&format=png", "invalid-format"],
		["width=400&format=", "invalid-format"],
		["width=400&format=WEBP", "invalid-format"],
		["width=400&width=400", "repeated-parameter"],
		["width=400&dpr=1&dpr=1", "repeated-parameter"],
		["width=%34%30%30", "encoded-parameter"],
		["width=4+00", "encoded-parameter"],
		["w%69dth=400", "encoded-parameter"],
		["width=400&%66ormat=jpeg", "encoded-parameter"],
		["dpr=2", "width-required"],
		[`width=400&${"x".repeat(1015)}`, "query-too-long"],
		["&%61".repeat(2000), "query-too-long"],
		["%77%69%64%74%68=400", "encoded-parameter"],
		["%66%6f%72%6D%61%74=webp", "encoded-parameter"],
		["format=webp", "width-required"],
	])("with %s are refused with %s", (query, code) => {
		expect(parseImageUrl(PATH, query)).toMatchObject({ ok: false, code });
	});

	test.each([
		"/media//a.jpg",
		`/media/${ID.toUpperCase()}/a.jpg`,
		`/media/${ID}a/a.jpg`,
		`/media/${ID}/`,
		`/media/${ID}`,
		`/media/${ID}/a/b.jpg`,
		`/x/media/${ID}/a.jpg`,
		"/photos/master",
		"",
	])("with the path %p are refused", (path) => {
		expect(parseImageUrl(path, "")).toMatchObject({ ok: false, code: "invalid-path" });
	});

	test("are refused with what was wrong and what is allowed", () => {
		expect(parseImageUrl(PATH, "width=abc")).toMatchObject({
			message: "Cannot parse width: must be 1 to 10000, got abc",
		});
	});

	test("never make the parser throw, and get a short message", () => {
		fc.assert(
			fc.property(fc.string(), fc.string({ maxLength: 300 }), (path, query) => {
				for (const result of [parseImageUrl(path, query), parseImageUrl(PATH, query)]) {
					if (!result.ok) expect(result.message.length).toBeLessThan(200);
				}
			}),
		);
	});
});
