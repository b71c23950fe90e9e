import { describe, expect, test } from "bun:test";
import { readPublicExports } from "./public-exports.ts";

const all = await readPublicExports();
const functions = all.filter(({ kind }) => kind === "function");
const ids = (exports: typeof all) => exports.map(({ id }) => id);

/** `checkX` and `requireX` throw, by STYLE.md. */
const THROWS = /\bthrow (?!error;)|\b(?:check|require)[A-Z]\w*\(/;

describe("the public exports of the library", () => {
	test("are found", () => {
		expect(functions.length).toBeGreaterThan(60);
		expect(ids(functions)).toContain("core/photo/publish.ts: publish");
		expect(ids(functions)).toContain("core/store/folder/folder.ts: createFolderStore");
		expect(functions.filter(({ code }) => THROWS.test(code)).length).toBeGreaterThan(5);
	});

	test("have a docstring", () => {
		expect(ids(all.filter(({ docstring }) => docstring === ""))).toEqual([]);
	});

	test("have an example, if they are functions", () => {
		expect(ids(functions.filter(({ docstring }) => !docstring.includes(" @example")))).toEqual([]);
	});

	test("say what they throw", () => {
		const silent = functions.filter(
			({ code, docstring }) => THROWS.test(code) && !docstring.includes(" @throws"),
		);
		expect(ids(silent)).toEqual([]);
	});
});
