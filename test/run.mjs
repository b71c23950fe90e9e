// `npm test`: installs what is missing, then runs the tests on Bun.
import { spawnSync } from "node:child_process";
import { BUN, install, ROOT } from "../server/install.mjs";

/** For a busy machine: a test that fails must fail for a better reason than its slowness. */
const PATIENCE_MS = "60000";

install("all");
const { status } = spawnSync(BUN, ["test", "--timeout", PATIENCE_MS, ...process.argv.slice(2)], {
	cwd: ROOT,
	stdio: "inherit",
});
process.exit(status ?? 1);
