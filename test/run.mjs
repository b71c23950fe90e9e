// `npm test`: installs what is missing, then runs the tests on Bun.
import { spawnSync } from "node:child_process";
import { BUN, install, ROOT } from "../server/install.mjs";

install("all");
const { status } = spawnSync(BUN, ["test", ...process.argv.slice(2)], {
	cwd: ROOT,
	stdio: "inherit",
});
process.exit(status ?? 1);
