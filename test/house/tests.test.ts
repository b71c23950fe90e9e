import { describe, expect, test } from "bun:test";
import { sourceFiles, withoutComments } from "./source-files.ts";

/** The one place that waits for time to pass, and what proves that it does. */
const MAY_SLEEP = ["test/patience.ts"];
/** The one place that decides what is skipped. */
const MAY_SKIP = ["test/requirements.ts"];
const MAY_LIMIT = ["test/preload.ts", "test/browser/browser.ts"];

const tests = (await sourceFiles("test/**/*.{ts,tsx,mjs}")).map(({ path, text }) => ({
	path,
	code: withoutComments(text),
}));

function filesWith(pattern: RegExp, allowed: readonly string[]): readonly string[] {
	return tests
		.filter(({ path, code }) => pattern.test(code) && !allowed.includes(path))
		.map(({ path }) => path)
		.filter((path) => path !== "test/house/tests.test.ts");
}

describe("tests", () => {
	test("wait for events, not for time", () => {
		expect(filesWith(/\bBun\.sleep\(|\bsetTimeout\(/, MAY_SLEEP)).toEqual([]);
	});

	test("press keys once the page takes them", () => {
		expect(filesWith(/\bkeyboard\.press\(/, ["test/browser/keys.ts"])).toEqual([]);
	});

	test("set no limits of their own", () => {
		const limit = /\bsetDefaultTimeout\(|^\t*\}, (?:\d[\d_]{3,}|[A-Z_]+_MS)\);$/m;
		expect(filesWith(limit, MAY_LIMIT)).toEqual([]);
	});

	test("say why they are skipped", () => {
		expect(filesWith(/\.skip(?:If)?\(/, MAY_SKIP)).toEqual([]);
	});
});
