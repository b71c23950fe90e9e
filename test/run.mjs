// `npm test`: installs what is missing, then runs the tests on Bun.
import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { BUN, install, ROOT } from "../server/install.mjs";

/** For a busy machine: a test that fails must fail for a better reason than its slowness. */
const PATIENCE_MS = 60_000;
/** Half of the time goes by with waiting for services and faults. */
const FILES_AT_ONCE = 2;
/** What a test started ends with the run; some of it removes folders first. */
const GRACE_MS = 20_000;
const POLL_MS = 100;

install("all");
// A process group of its own (not on Windows): nothing that a failed test left is to outlive the run.
const options = [`--timeout=${PATIENCE_MS}`, `--parallel=${FILES_AT_ONCE}`, "--no-isolate"];
const tests = spawn(BUN, ["test", ...options, ...process.argv.slice(2)], {
	cwd: ROOT,
	stdio: "inherit",
	detached: process.platform !== "win32",
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => signalAll(signal));
tests.on("exit", async (status) => {
	for (let waited = 0; signalAll(0) && waited < GRACE_MS; waited += POLL_MS) await sleep(POLL_MS);
	if (signalAll("SIGKILL")) console.error("Ended what a test had left running.");
	process.exit(status ?? 1);
});

/** Signals the tests and all that they started; whether there was anybody. */
function signalAll(signal) {
	try {
		return process.kill(process.platform === "win32" ? tests.pid : -tests.pid, signal);
	} catch {
		return false;
	}
}
