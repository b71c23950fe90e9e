import { describe, expect, test } from "bun:test";
import { createHmac } from "node:crypto";
import fc from "fast-check";
import { IMAGE_ID, PATH_ID, urlGrammar } from "widthwise";
import { type IdForm, type ImageRequest, isImageId } from "widthwise/url";

const hmac = (text: string): string =>
	createHmac("sha256", "a secret key").update(text).digest("base64url");

const imageId = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/);
const segment = fc
	.string({ unit: "grapheme", minLength: 1, maxLength: 20 })
	.filter((text) => !/[/\\\p{Cc}]|^\.{1,2}$/u.test(text));
const pathId = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
const sized = {
	width: fc.integer({ min: 1, max: 10000 }),
	dpr: fc.integer({ min: 1000, max: 4000 }).map((thousandths) => thousandths / 1000),
	format: fc.constantFrom("webp" as const, "jpeg" as const, null),
};
const slug = fc.option(fc.stringMatching(/^[a-z0-9-]{1,20}$/), { nil: undefined });

type Case = readonly [name: string, id: IdForm, ids: fc.Arbitrary<string>];
const FORMS: readonly Case[] = [
	["ids of images", IMAGE_ID, imageId],
	["paths", PATH_ID, pathId],
];

function parse(grammar: ReturnType<typeof urlGrammar>, url: string) {
	const [path = "", query = ""] = url.split("?");
	return grammar.parse(path, query);
}

describe.each(FORMS)("a grammar of %s", (_, id, ids) => {
	const request: fc.Arbitrary<ImageRequest> = fc.record({ photoId: ids, ...sized });

	test.each([
		["unsigned", undefined],
		["signed", hmac],
	])("parses the %s URLs that it formats", (_, sign) => {
		for (const prefix of ["/images/", "/a/b/", "/"]) {
			const grammar = urlGrammar({ prefix, id, sign });
			fc.assert(
				fc.property(request, slug, (value, name) => {
					const url = grammar.format(value, name);
					expect(url).toStartWith(prefix);
					expect(parse(grammar, url)).toEqual({ ok: true, value });
					// Browsers send the URL unchanged.
					const { pathname, search } = new URL(url, "https://photos.example");
					expect(pathname + search).toBe(url);
				}),
			);
		}
	});

	test("never throws", () => {
		const grammars = [
			urlGrammar({ prefix: "/i/", id }),
			urlGrammar({ prefix: "/i/", id, sign: hmac }),
		];
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), fc.string(), (path, query) => {
				for (const grammar of grammars) grammar.parse(`/i/${path}`, query);
			}),
		);
	});
});

describe("an image id", () => {
	const grammar = urlGrammar({ prefix: "/images/" });

	test.each(["blue-hour", "2f1e4c1a-7d0f-4a53-9d0e-2f1e4c1a7d0f", "A", "0_", "a".repeat(128)])(
		"can be %s",
		(id) => {
			expect(isImageId(id)).toBe(true);
			expect(grammar.parse(`/images/${id}`, "")).toMatchObject({ value: { photoId: id } });
		},
	);

	test.each([
		"",
		"-a",
		"_a",
		".",
		"..",
		"a.jpg",
		"a b",
		"ä",
		"a\n",
		"a/b/c",
		"a%2Fb",
		"a".repeat(129),
	])("cannot be %p", (id) => {
		expect(isImageId(id)).toBe(false);
		const parsed = grammar.parse(`/images/${id}`, "");
		expect(parsed).toMatchObject({ ok: false, code: "invalid-path" });
	});

	test("can be followed by a name, which is ignored", () => {
		expect(grammar.path("x1", "blue-hour")).toBe("/images/x1/blue-hour.jpg");
		expect(grammar.parse("/images/x1/y.png", "width=9")).toEqual(
			grammar.parse("/images/x1", "width=9"),
		);
		expect(grammar.parse("/images/x1/", "")).toMatchObject({ code: "invalid-path" });
	});
});

describe("a path as an id", () => {
	const grammar = urlGrammar({ prefix: "/images/", id: PATH_ID });

	test("is decoded once", () => {
		expect(grammar.parse("/images/trips/K%C3%B6ln%20%231/a%252Fb.jpg", "")).toMatchObject({
			value: { photoId: "trips/Köln #1/a%2Fb.jpg" },
		});
	});

	test.each([
		...["", "/", "a//b", "a/", "/a", ".", "..", "a/../b", "a/%2e%2E/b", "%2e", "a%2Fb"],
		...["a%5Cb", "a\\b", "a%00b", "a%0Ab", "a%7F", "%", "%zz", "%c3", "%ff", "a".repeat(1025)],
	])("cannot be %p", (path) => {
		const parsed = grammar.parse(`/images/${path}`, "");
		expect(parsed).toMatchObject({ ok: false, code: "invalid-path" });
	});
});

describe("a signed grammar", () => {
	const grammar = urlGrammar({ prefix: "/images/", id: PATH_ID, sign: hmac });

	test("signs the path after the signature, including its slash", () => {
		expect(grammar.path("trips/a b.jpg")).toBe(
			`/images/${hmac("/trips/a%20b.jpg")}/trips/a%20b.jpg`,
		);
	});

	test("uses one signature for a whole srcset", () => {
		const [first, second] = grammar.srcset("a.jpg", 500, [256, 640]).split(", ");
		expect([first, second]).toEqual([
			`/images/${hmac("/a.jpg")}/a.jpg?width=256 256w`,
			`/images/${hmac("/a.jpg")}/a.jpg?width=640 500w`,
		]);
	});

	test("refuses every other signature", () => {
		const good = hmac("/a.jpg");
		const wrong = [
			...["", "x", hmac("/b.jpg"), good.slice(0, -1), `${good}A`, good.toLowerCase(), `%${good}`],
			...Array.from(good, (_, i) => `${good.slice(0, i)}!${good.slice(i + 1)}`),
		];
		for (const signature of wrong) {
			const parsed = grammar.parse(`/images/${signature}/a.jpg`, "width=400");
			expect(parsed).toMatchObject({ ok: false, code: "invalid-signature" });
		}
		expect(grammar.parse("/images/a.jpg", "")).toMatchObject({ code: "invalid-signature" });
		expect(grammar.parse(`/images/${good}/a.jpg`, "width=400").ok).toBe(true);
		expect(grammar.parse(`/images/${good}/b.jpg`, "")).toMatchObject({ code: "invalid-signature" });
	});

	test("refuses all URLs if the HMAC is empty", () => {
		const empty = urlGrammar({ prefix: "/i/", id: PATH_ID, sign: () => "" });
		expect(empty.parse("/i//a.jpg", "")).toMatchObject({ code: "invalid-signature" });
	});
});

describe("a prefix", () => {
	test("is required in every path", () => {
		const grammar = urlGrammar({ prefix: "/images/" });
		for (const path of ["/media/a", "/images", "/imagesa", "/x/images/a", "images/a", ""]) {
			expect(grammar.parse(path, "")).toMatchObject({ ok: false, code: "invalid-path" });
		}
	});

	test("must be given", () => {
		// @ts-expect-error: JavaScript may leave it out
		expect(() => urlGrammar({})).toThrow("The prefix must be like /images/");
	});

	test.each(["", "images", "/images", "images/", "//", "/a b/", "/ä/", "/%20/", "/a?/"])(
		"cannot be %p",
		(prefix) => {
			expect(() => urlGrammar({ prefix })).toThrow(RangeError);
		},
	);
});
