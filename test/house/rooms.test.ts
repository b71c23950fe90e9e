import { describe, expect, test } from "bun:test";
import { dirname } from "node:path";
import { isOurs, readExports } from "./exports.ts";
import { circlesIn, graphOf, importsOf, neighboursOf } from "./imports.ts";
import { sourceFiles } from "./source-files.ts";

const all = await sourceFiles("{core,worker,server,edge,bench,test}/**/*.{ts,tsx,mjs,jsx}");
const files = all.filter(({ path }) => !path.startsWith("test/"));
const arrows = files.flatMap((file) =>
	neighboursOf(file).map((target) => [file.path, target] as const),
);

/** The room of a file: its folder. What lies at a package's root is a room of its own. */
function roomOf(path: string): string {
	const folder = dirname(path);
	return folder.includes("/") ? folder : path;
}

describe("circles are found", () => {
	test("between three, and none where arrows go one way", () => {
		const oneWay = [
			["a", "b"],
			["b", "c"],
			["a", "c"],
		] as const;
		expect(circlesIn(graphOf(oneWay))).toEqual([]);
		expect(circlesIn(graphOf([...oneWay, ["c", "a"]]))).toEqual([["a", "b", "c", "a"]]);
	});
});

describe("imports go one way", () => {
	test("the scan sees the project", () => {
		expect(files.length).toBeGreaterThan(300);
		expect(arrows.length).toBeGreaterThan(800);
	});

	test("between files", () => {
		expect(circlesIn(graphOf(arrows))).toEqual([]);
	});

	test("between the rooms of each package", () => {
		const between = arrows.map(([from, to]) => [roomOf(from), roomOf(to)] as const);
		expect(circlesIn(graphOf(between))).toEqual([]);
	});

	test("nobody reaches into another package's inner files", async () => {
		const exported = await readExports();
		const ours = all.flatMap((file) =>
			importsOf(file)
				.filter(isOurs)
				.map((specifier) => ({ specifier, path: file.path })),
		);
		expect(ours.length).toBeGreaterThan(300);
		expect(ours.filter(({ specifier }) => !exported.has(specifier))).toEqual([]);
	});
});
