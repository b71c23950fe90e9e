import { describe, expect, test } from "bun:test";
import { isSafe } from "redos-detector";
import { patternsIn } from "./patterns.ts";
import { sourceFiles } from "./source-files.ts";

/** Patterns that may take long for long texts, which nobody else can send. */
const ALLOWED: Readonly<Record<string, string>> = {
	"/\\[[^\\]]+\\]|[\\\\^$.|?*+()[\\]{}]/g": "reads the command line",
	"/\\{([^{}]*,[^{}]*)\\}/": "reads the command line",
	'/"code":"([^"]*)","message":("(?:[^"\\\\]|\\\\.)*")/': "reads the answer of the owner's server",
	"/<Path>([^<]*)<\\/Path>/g": "reads what our own machine sends to the local CloudFront",
	"/export \\{\\s*handler\\s*\\};\\s*$/": "reads our own bundle",
	"/export \\{\\s*(\\w+) as default\\s*\\};\\s*$/": "reads our own bundle",
};

const files = (await sourceFiles("{core,worker,server,edge}/**/*.{ts,tsx,js,mjs}")).filter(
	({ path }) => !path.startsWith("core/examples/"),
);
const patterns = new Map(
	files.flatMap(({ path, text }) =>
		patternsIn(text).map(({ source, flags }) => [
			`/${source}/${flags}`,
			{ path, pattern: new RegExp(source, flags) },
		]),
	),
);

describe("the finder of patterns", () => {
	test.each([
		["const a = /x+/g;", ["/x+/g"]],
		['f(/[/"]/u, "/no/")', ['/[/"]/u']],
		["a / b / c; (a) / 2; x[1] / 3", []],
		["// /no/\n/* /no/ */ return /yes/;", ["/yes/"]],
		// biome-ignore lint/suspicious/noTemplateCurlyInString: code in a text
		["`/no/ ${t.replace(/\\}/, `${/b/}`)} /no/`", ["/\\}/", "/b/"]],
		["const f = (t) => /a/.test(t) && !/b/.test(t)", ["/a/", "/b/"]],
		["<a href={x}>a/b</a>", []],
	])("reads %s", (code, expected) => {
		expect(patternsIn(code).map(({ source, flags }) => `/${source}/${flags}`)).toEqual(expected);
	});
});

describe("regular expressions", () => {
	test("are found", () => {
		expect(patterns.size).toBeGreaterThan(150);
		expect([...patterns.values()].map(({ path }) => path)).toContain("server/photos/photo-text.ts");
	});

	test("take time in proportion to the text: none can backtrack without limit", () => {
		const slow = [...patterns].filter(
			([name, { pattern }]) => !(name in ALLOWED) && !isSafe(pattern).safe,
		);
		expect(slow.map(([name, { path }]) => `${path}: ${name}`)).toEqual([]);
	});

	test("that are allowed to be slow are still there", () => {
		expect(Object.keys(ALLOWED).filter((name) => !patterns.has(name))).toEqual([]);
	});
});
