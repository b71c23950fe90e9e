// Gives every test file the same time limit. Bun takes the limit from its command line or from a call
// in the file, and `bun test some/file` must have the same limit as `npm test`.
import { plugin } from "bun";
import { TEST_LIMIT_MS } from "./patience.ts";

const CALL = `import { setDefaultTimeout as limitTests } from "bun:test"; limitTests(${TEST_LIMIT_MS});`;

plugin({
	name: "one time limit for all tests",
	setup(build) {
		build.onLoad({ filter: /\.test\.tsx?$/ }, async ({ path }) => ({
			// On the first line, so that line numbers stay the same.
			contents: `${CALL} ${await Bun.file(path).text()}`,
			loader: path.endsWith("x") ? "tsx" : "ts",
		}));
	},
});
