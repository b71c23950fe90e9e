// Gives every test file the same limit. Bun takes a limit from the command line or from a file's own call,
// and `bun test some/file` must be as patient as `npm test`.
import { plugin } from "bun";
import { TEST_LIMIT_MS } from "./patience.ts";

const CALL = `import { setDefaultTimeout as limitTests } from "bun:test"; limitTests(${TEST_LIMIT_MS});`;

plugin({
	name: "one limit for all tests",
	setup(build) {
		build.onLoad({ filter: /\.test\.tsx?$/ }, async ({ path }) => ({
			// On the first line, so that no other line moves.
			contents: `${CALL} ${await Bun.file(path).text()}`,
			loader: path.endsWith("x") ? "tsx" : "ts",
		}));
	},
});
