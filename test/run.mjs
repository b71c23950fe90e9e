// `npm test` installs what is missing, then runs the tests on Bun and shows their progress.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
	chmodSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statfsSync,
	writeFileSync,
} from "node:fs";
import { availableParallelism, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { BUN, install, ROOT } from "../server/install.mjs";
import { createReport } from "./report.mjs";

/**
 * Tests wait half of their time, for services and faults: with two files at once for each processor,
 * both wait at times. Three were no faster. Each file may need gigabytes.
 */
const FILES_OF_PROCESSOR = 2;
const BYTES_OF_FILE = 4e9;
const FILES_AT_ONCE = Math.max(
	2,
	Math.min(FILES_OF_PROCESSOR * availableParallelism(), Math.floor(totalmem() / BYTES_OF_FILE)),
);
/** Services that take seconds to start, most of it without the processor. */
const SLOW_SERVICES = ["s3", "postgres", "chromium"];
/**
 * Bun's compilers begin later than by default: those of JavaScript at 500, 1,000 and 1,000, that of
 * WebAssembly at 50,000. Most of our processes live for seconds: a server's start and an engine's each
 * take a third less processor time, and what computes for long is as fast.
 */
const COMPILERS = {
	BUN_JSC_thresholdForJITAfterWarmUp: "2000",
	BUN_JSC_thresholdForOptimizeAfterWarmUp: "20000",
	BUN_JSC_thresholdForOptimizeAfterLongWarmUp: "20000",
	BUN_JSC_thresholdForOMGOptimizeAfterWarmUp: "500000",
	// Large modules are transpiled once, not at each start of a server: a fifth of its processor time.
	BUN_RUNTIME_TRANSPILER_CACHE_PATH: join(ROOT, "node_modules/.widthwise-transpiled"),
};
/** Programs that tests started end with the run; some delete folders first. */
const GRACE_MS = 60_000;
const POLL_MS = 100;

/** How long each file took in the last run: the slowest begin first. */
const DURATIONS = "node_modules/.widthwise-test-durations.json";
/** What is assumed to be slow before its first run, the slowest first. */
const SLOW = [
	"test/package/",
	"test/examples/",
	"test/server/background/",
	"test/release/",
	"test/server/uploads/corpus",
	"test/faults/",
	"test/server/",
	"test/core/privacy/corpus",
	"test/core/engines/",
	"test/core/delivery/",
	"test/core/photo/",
	"test/edge/",
	"test/browser/",
	"test/bench/",
	"test/terraform/",
];

/** The folder in memory for temporary files, and how much memory must be free to use it. */
const MEMORY_FOLDER = "/dev/shm";
const MIN_MEMORY_BYTES = 8e9;

const parameters = process.argv.slice(2);
install("all");
writeFileSync(join(ROOT, DURATIONS), JSON.stringify({ version: 1, files: expectedDurations() }));
const folder = mkdtempSync(join(hasMemoryFolder() ? MEMORY_FOLDER : tmpdir(), "widthwise-tests-"));
// If root runs the tests, Postgres runs as another user, who needs access to its programs in there.
chmodSync(folder, 0o711);
const env = { ...COMPILERS, ...process.env, TMPDIR: folder };
const services = start(["test/services/share.ts"], { stdio: ["pipe", "pipe", "inherit"], env });
const [address] = await once(createInterface({ input: services.stdout }), "line");
// Whoever needs one learns why it cannot be started.
if (parameters.length === 0)
	for (const name of SLOW_SERVICES) fetch(`${address}/${name}`).catch(() => {});

// A process group of its own (not on Windows), so that the run can end all that failed tests left.
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
	env: { ...env, WIDTHWISE_TEST_SERVICES: address },
});
const report = createReport({ files: filesToRun().length, write: console.log });
for (const stream of [tests.stdout, tests.stderr]) {
	createInterface({ input: stream }).on("line", report.line);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => signalAll(signal));

const [status] = await once(tests, "exit");
for (let waited = 0; signalAll(0) && waited < GRACE_MS; waited += POLL_MS) await sleep(POLL_MS);
if (signalAll("SIGKILL")) console.error("Killed processes that a test had left running");
services.stdin.end();
await once(services, "exit");
rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
report.end(durations());
process.exit(status ?? 1);

function start(parameters, options) {
	return spawn(BUN, parameters, { cwd: ROOT, ...options });
}

/** The test files that Bun selects for our parameters: those whose path contains one of them. */
function filesToRun() {
	const patterns = parameters.filter((parameter) => !parameter.startsWith("-"));
	return allFiles().filter(
		(path) => patterns.length === 0 || patterns.some((pattern) => path.includes(pattern)),
	);
}

function allFiles() {
	return readdirSync(join(ROOT, "test"), { recursive: true })
		.map((path) => `test/${path.replaceAll("\\", "/")}`)
		.filter((path) => /\.test\.tsx?$/.test(path));
}

/** Milliseconds by file: of the last run, else a guess. Bun sorts only if every file has an entry. */
function expectedDurations() {
	const known = durations();
	const guess = (path) =>
		1000 * (1 + SLOW.toReversed().findLastIndex((start) => path.startsWith(start)));
	return Object.fromEntries(allFiles().map((path) => [path, known[path] ?? guess(path)]));
}

/** Creating a thousand files for each new database takes longer than most tests, except in memory. */
function hasMemoryFolder() {
	try {
		const { bavail, bsize } = statfsSync(MEMORY_FOLDER);
		return bavail * bsize > MIN_MEMORY_BYTES;
	} catch {
		return false;
	}
}

function durations() {
	try {
		return JSON.parse(readFileSync(join(ROOT, DURATIONS), "utf8")).files;
	} catch {
		return {};
	}
}

/** Signals the tests and all processes that they started; returns whether there were any. */
function signalAll(signal) {
	// Bun runs parallel tests in process groups of their own, in the session of the first.
	return (
		[isGroup ? -tests.pid : tests.pid, ...session()].filter((pid) => signalOne(pid, signal))
			.length > 0
	);
}

function signalOne(pid, signal) {
	try {
		return process.kill(pid, signal);
	} catch {
		return false;
	}
}

/** Processes in the session of the tests; empty where there is no `ps` that knows sessions. */
function session() {
	const { stdout } = spawnSync("ps", ["-o", "pid=", "-s", String(tests.pid)], { encoding: "utf8" });
	return process.platform === "linux"
		? (stdout ?? "").trim().split(/\s+/).filter(Boolean).map(Number)
		: [];
}
