// `npm test`: installs what is missing, then runs the tests on Bun, and shows how far they are.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { BUN, install, ROOT } from "../server/install.mjs";
import { createReport } from "./report.mjs";

/** Half of the time passes while tests wait for services and faults. */
const FILES_AT_ONCE = 2;
/** What a test started ends with the run; some of it removes folders first. */
const GRACE_MS = 60_000;
const POLL_MS = 100;

/** How long each file took the last time: the slowest begin first. */
const DURATIONS = "node_modules/.widthwise-test-durations.json";

const parameters = process.argv.slice(2);
install("all");
const services = start(["test/services/share.ts"], { stdio: ["pipe", "pipe", "inherit"] });
const [address] = await once(createInterface({ input: services.stdout }), "line");

// A process group of its own (not on Windows): nothing that a failed test left is to outlive the run.
const isGroup = process.platform !== "win32";
const options = [
	`--parallel=${FILES_AT_ONCE}`,
	"--no-isolate",
	`--timings=${DURATIONS}`,
	"--update-timings",
];
const tests = start(["test", ...options, ...parameters], {
	stdio: ["ignore", "pipe", "pipe"],
	detached: isGroup,
	env: { ...process.env, WIDTHWISE_TEST_SERVICES: address },
});
const report = createReport({ files: filesToRun().length, write: console.log });
for (const stream of [tests.stdout, tests.stderr]) {
	createInterface({ input: stream }).on("line", report.line);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => signalAll(signal));

const [status] = await once(tests, "exit");
for (let waited = 0; signalAll(0) && waited < GRACE_MS; waited += POLL_MS) await sleep(POLL_MS);
if (signalAll("SIGKILL")) console.error("Ended what a test had left running.");
services.stdin.end();
await once(services, "exit");
report.end(durations());
process.exit(status ?? 1);

function start(words, options) {
	return spawn(BUN, words, { cwd: ROOT, ...options });
}

/** The test files that Bun takes for our parameters: those whose path contains one of them. */
function filesToRun() {
	const wanted = parameters.filter((word) => !word.startsWith("-"));
	return readdirSync(join(ROOT, "test"), { recursive: true })
		.map((path) => `test/${path.replaceAll("\\", "/")}`)
		.filter((path) => /\.test\.tsx?$/.test(path))
		.filter((path) => wanted.length === 0 || wanted.some((word) => path.includes(word)));
}

function durations() {
	try {
		return JSON.parse(readFileSync(join(ROOT, DURATIONS), "utf8")).files;
	} catch {
		return {};
	}
}

/** Signals the tests and all that they started; whether there was anybody. */
function signalAll(signal) {
	try {
		return process.kill(isGroup ? -tests.pid : tests.pid, signal);
	} catch {
		return false;
	}
}
