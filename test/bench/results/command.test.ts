import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runMeasurement } from "../../../bench/report/run-measurement.ts";
import { MEASUREMENTS } from "../../../bench/report/stored/measurements.ts";
import { readStoredResults, storeResult } from "../../../bench/report/stored/stored-results.ts";
import { runBench, runBenchProgram } from "../bench-command.ts";
import { found, timesTable } from "./made-up.ts";

let home = "";
let folder = "";

beforeAll(async () => {
	home = await mkdtemp(join(tmpdir(), "widthwise-results-"));
	folder = join(home, "kept");
});

afterAll(() => rm(home, { recursive: true, force: true }));

test("bench results stores new results, names failures, and keeps other results", async () => {
	const times = { bare: [10.123456789], Widthwise: [20] };
	await storeResult(folder, "upload", found({ tables: [timesTable("Upload of before", times)] }));
	await Bun.write(join(folder, "left-over.svg"), "<svg/>");

	const run = ["--run", "publish-production,tune", "--folder", folder];
	const { output, exitCode } = await runBenchProgram("results", ...run);

	expect(exitCode).toBe(0);
	expect(output).toContain("Not measured: publish-production: it needs Postgres, Redis and S3");
	const page = await Bun.file(join(home, "RESULTS.md")).text();
	expect(page).toContain("### Upload of before");
	expect(page).toContain("**Publishing on Postgres, Redis and S3**: not measured. It needs");
	expect(page).toContain("recommends 11 buckets");
	expect(page).toContain("](kept/tune.svg)");
	const svg = await Bun.file(join(folder, "tune.svg")).text();
	expect(svg).toContain(">recommended: 11 buckets, 17.8 %</text>");
	expect(await Bun.file(join(folder, "left-over.svg")).exists()).toBe(false);
	const { upload, tune } = await readStoredResults(folder);
	expect(upload?.found?.tables[0]?.samples?.["bare, ms"]).toEqual([10.1235]);
	expect(tune?.circumstances.versions.Bun).toBe(Bun.version);
});

test("runMeasurement returns the reason if a part fails", async () => {
	const upload = MEASUREMENTS.find(({ name }) => name === "upload");
	if (!upload) throw new Error("There is no measurement named upload");
	const options = { photos: ["/nowhere.jpg"], environment: null };
	expect(await runMeasurement(upload, options)).toEqual({
		found: null,
		missing: "File not found: /nowhere.jpg",
	});
});

test.each([
	[["--run", "uploads"], "Cannot read --run: unknown uploads; must be among upload,hits,misses"],
	[["--colour"], "--colour"],
])("bench results %j reports the mistake without a stack", async (args, message) => {
	const { errors, exitCode } = await runBench("results", ...args);
	expect(exitCode).toBe(1);
	expect(errors).toContain(message);
	expect(errors).not.toContain("    at ");
});
