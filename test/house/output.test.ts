import { expect, test } from "bun:test";
import { sourceFiles, withoutComments } from "./source-files.ts";

/** What a program was started for, and what it says before it has a log. */
const PRINTS = "worker/programs/print.ts";
/** `ACCESS_LOG=stdout`. */
const ACCESS_LOG = "server/observe/access-log-target.ts";

test("server and worker write to the log, and print only what they were started for", async () => {
	const files = (await sourceFiles("{worker,server}/**/*.{ts,tsx}")).filter(
		({ path }) => !path.includes("/browser/"),
	);
	const writers = files.filter(({ text }) =>
		/\bconsole\.|\bprocess\.(?:stdout|stderr)\b/.test(withoutComments(text)),
	);
	expect(writers.map(({ path }) => path).sort()).toEqual([ACCESS_LOG, PRINTS]);
	const printers = files.filter(({ text }) => /\bprint\(/.test(withoutComments(text)));
	expect(printers.map(({ path }) => path).sort()).toEqual([
		"server/main.ts",
		"server/print-sign-in-link.ts",
		"worker/programs/backup.ts",
		"worker/programs/move.ts",
		PRINTS,
		"worker/programs/restore.ts",
		"worker/programs/sweep.ts",
	]);
});
