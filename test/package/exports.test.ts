import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { ROOT } from "../house/source-files.ts";

/** What a developer learns first: a longer list takes longer to learn. */
const ROOT_NAMES = [
	"DEFAULT_BUCKETS",
	"ERROR_CODES",
	"Engine",
	"ErrorCode",
	"IMAGE_ID",
	"ImageFormat",
	"ImageHandler",
	"PATH_ID",
	"PhotoMetadata",
	"Source",
	"Store",
	"WidthBuckets",
	"WidthwiseError",
	"createImageHandler",
	"createMemoryStore",
	"formatImageUrl",
	"parseBuckets",
	"parseImageUrl",
	"probeImage",
	"publish",
	"readMetadata",
	"resize",
	"resizeAll",
	"snapWidth",
	"srcset",
	"strip",
	"unpublish",
	"urlGrammar",
	"verify",
];

const { exports } = await Bun.file(join(ROOT, "core/package.json")).json();
const { compilerOptions } = await Bun.file(join(ROOT, "tsconfig.json")).json();

/** Returns the built files of an export whose source is, for example, `./core/url/mod.ts`. */
const built = (source: string) => {
	const path = source.replace("./core/", "./dist/").replace(/\.ts$/, "");
	return { types: `${path}.d.ts`, default: `${path}.js` };
};

describe("each export of the library", () => {
	test("has a source in tsconfig.json, which Bun and the compiler read in this repository", () => {
		const paths: Readonly<Record<string, readonly [string]>> = compilerOptions.paths;
		expect(Object.keys(paths).length + 1).toBe(Object.keys(exports).length);
		const expected = Object.entries(paths).map(([name, [source]]) => [
			name.replace("widthwise", "."),
			built(source),
		]);
		expect(exports).toMatchObject({
			...Object.fromEntries(expected),
			"./package.json": "./package.json",
		});
	});

	test("names its types first, because the first condition that matches is taken", () => {
		const conditions = Object.values<object | string>(exports).filter(
			(to) => typeof to === "object",
		);
		expect(conditions.length).toBeGreaterThan(10);
		for (const to of conditions) {
			expect(Object.keys(to).filter((name) => name !== "browser")).toEqual(["types", "default"]);
		}
	});
});

test("the library's root has the names that its README uses, and no others", async () => {
	const root = await Bun.file(join(ROOT, "core/mod.ts")).text();
	const lists = [...root.matchAll(/^export (?:type )?\{([^}]*)\} from/gm)];
	const names = lists.flatMap(([, list = ""]) =>
		list.split(",").map((name) => name.replace("type ", "").trim()),
	);
	expect(lists.length).toBe(root.match(/^export /gm)?.length ?? 0);
	expect(names.filter((name) => name !== "").sort()).toEqual(ROOT_NAMES);
	expect(names).toEqual(expect.arrayContaining(Object.keys(await import("widthwise"))));
});
