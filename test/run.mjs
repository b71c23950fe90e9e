// `npm test`: installs what is missing, then runs the tests on Bun, and shows how far they are.
import { spawn } from "node:child_process";
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
import { tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { BUN, install, ROOT } from "../server/install.mjs";
import { createReport } from "./report.mjs";

/** Much time passes while tests wait for services and faults; each file may need a gigabyte. */
const FILES_AT_ONCE = totalmem() > 8e9 ? 3 : 2;
/** What a test started ends with the run; some of it removes folders first. */
const GRACE_MS = 60_000;
const POLL_MS = 100;

/** How long each file took the last time: the slowest begin first. */
const DURATIONS = "node_modules/.widthwise-test-durations.json";
/** Which files take longest, as long as nothing is known of them: those in these folders, in this order. */
const SLOW_FOLDERS = ["test/faults/", "test/browser/", "test/server/", "test/edge/"];

/** Where temporary folders may be in memory, and how much of it must be free for that. */
const MEMORY_FOLDER = "/dev/shm";
const MIN_MEMORY_BYTES = 8e9;

const parameters = process.argv.slice(2);
install("all");
writeFileSync(join(ROOT, DURATIONS), JSON.stringify({ version: 1, files: expectedDurations() }));
const folder = mkdtempSync(join(hasMemoryFolder() ? MEMORY_FOLDER : tmpdir(), "widthwise-tests-"));
// Started by root, Postgres runs as a user who must find its programs in there.
chmodSync(folder, 0o711);
const env = { ...process.env, TMPDIR: folder };
const services = start(["test/services/share.ts"], { stdio: ["pipe", "pipe", "inherit"], env });
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
	env: { ...env, WIDTHWISE_TEST_SERVICES: address },
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
rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
report.end(durations());
process.exit(status ?? 1);

function start(words, options) {
	return spawn(BUN, words, { cwd: ROOT, ...options });
}

/** The test files that Bun takes for our parameters: those whose path contains one of them. */
function filesToRun() {
	const wanted = parameters.filter((word) => !word.startsWith("-"));
	return allFiles().filter(
		(path) => wanted.length === 0 || wanted.some((word) => path.includes(word)),
	);
}

function allFiles() {
	return readdirSync(join(ROOT, "test"), { recursive: true })
		.map((path) => `test/${path.replaceAll("\\", "/")}`)
		.filter((path) => /\.test\.tsx?$/.test(path));
}

/** Milliseconds by file: what it took the last time, else a guess. Bun orders by it only if all are there. */
function expectedDurations() {
	const known = durations();
	const guess = (path) =>
		1000 * (1 + [...SLOW_FOLDERS].reverse().findIndex((folder) => path.startsWith(folder)));
	return Object.fromEntries(allFiles().map((path) => [path, known[path] ?? guess(path)]));
}

/** Making a thousand files for each new database takes longer than most tests, except in memory. */
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

/** Signals the tests and all that they started; whether there was anybody. */
function signalAll(signal) {
	try {
		return process.kill(isGroup ? -tests.pid : tests.pid, signal);
	} catch {
		return false;
	}
}
