import { describe, expect, test } from "bun:test";
import { parseByteRange } from "../../../server/originals/byte-range.ts";
import { attachment } from "../../../server/originals/content-disposition.ts";
import { createUniqueNames } from "../../../server/originals/unique-names.ts";

describe("a Content-Disposition", () => {
	test.each([
		["quay.jpg", 'filename="quay.jpg"', "quay.jpg"],
		["København.jpg", 'filename="Kobenhavn.jpg"', "K%C3%B8benhavn.jpg"],
		["写真.jpg", 'filename="XieZhen.jpg"', "%E5%86%99%E7%9C%9F.jpg"],
		['a "b" \\ c.jpg', 'filename="a _b_ _ c.jpg"', "a%20%22b%22%20%5C%20c.jpg"],
		["100% (it's *).jpg", 'filename="100_ (it\'s *).jpg"', "100%25%20%28it%27s%20%2A%29.jpg"],
		["half \ud83d.jpg", 'filename="half .jpg"', "half%20%EF%BF%BD.jpg"],
		["a\r\nSet-Cookie: x.jpg", 'filename="a__Set-Cookie: x.jpg"', "a%0D%0ASet-Cookie%3A%20x.jpg"],
	])("names %j twice, in ASCII and in UTF-8", (name, ascii, extended) => {
		const header = attachment(name);
		expect(header).toBe(`attachment; ${ascii}; filename*=UTF-8''${extended}`);
		// Only what a header may hold.
		expect(new Headers({ "Content-Disposition": header }).get("content-disposition")).toBe(header);
	});
});

describe("a range", () => {
	test.each([
		["bytes=0-99", { start: 0, end: 99 }],
		["bytes=900-", { start: 900, end: 999 }],
		["bytes=-100", { start: 900, end: 999 }],
		["bytes=-5000", { start: 0, end: 999 }],
		["bytes=999-5000", { start: 999, end: 999 }],
		["bytes=1000-", "unsatisfiable"],
		["bytes=-0", "unsatisfiable"],
		["bytes=5-4", null],
		["bytes=-", null],
		["bytes=0-1,5-6", null],
		["lines=1-2", null],
		["bytes=1e1-99999999999999999999", null],
		[null, null],
	] as const)("%j of 1000 bytes", (header, range) => {
		expect<unknown>(parseByteRange(header, 1000)).toEqual(range);
	});
});

describe("names in an archive", () => {
	test("are unique, also on file systems that ignore case and Unicode forms", () => {
		const unique = createUniqueNames();
		const names = ["a.jpg", "a.jpg", "A.JPG", "a (2).jpg", "caf\u00e9", "cafe\u0301", "a.jpg"];
		expect(names.map(unique)).toEqual([
			"a.jpg",
			"a (2).jpg",
			"A (3).JPG",
			"a (2) (2).jpg",
			"caf\u00e9",
			"cafe\u0301 (2)",
			"a (4).jpg",
		]);
	});

	test("lead to no other folder", () => {
		const names = ["../x.jpg", "a/b.jpg", "c\\d.jpg", "..", "/etc/passwd"];
		expect(names.map(createUniqueNames())).toEqual([
			".._x.jpg",
			"a_b.jpg",
			"c_d.jpg",
			"_",
			"_etc_passwd",
		]);
	});

	test("take no longer the more there are of one name", () => {
		const unique = createUniqueNames();
		const names = new Set(Array.from({ length: 20_000 }, () => unique("DSC_0001.JPG")));
		expect(names.size).toBe(20_000);
		expect(names).toContain("DSC_0001 (20000).JPG");
	});
});
