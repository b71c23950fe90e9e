import { expect, test } from "bun:test";
import { sourceFiles } from "./source-files.ts";

/** The library's functions that parse untrusted files on the calling thread. */
const PARSERS = /\b(probeImage|openPhoto|readMetadata|strip|verify|createInspector|readProfile)\b/;

const IMPORTS = /\bimport\s+(?:type\s+)?\{([^}]*)\}\s+from\s+"widthwise[^"]*"/g;

const files = await sourceFiles("{worker,server}/**/*.{ts,tsx}");

test("worker and server parse files only by the inspector on threads", () => {
	const offenders = files.filter(({ text }) =>
		[...text.matchAll(IMPORTS)].some(([, names]) => PARSERS.test(names ?? "")),
	);
	expect(offenders.map(({ path }) => path)).toEqual([]);
	const users = files.filter(({ text }) => text.includes('"widthwise/inspection"'));
	expect(users.map(({ path }) => path)).toContain("worker/open-threads.ts");
});
