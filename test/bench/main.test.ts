import { expect, test } from "bun:test";
import { runBench, runBenchProgram } from "./bench-command.ts";

test("bench without arguments lists the parts", async () => {
	const { output, exitCode } = await runBenchProgram();
	expect(exitCode).toBe(0);
	for (const part of ["tune", "hit-rate", "upload", "memory", "misses", "hits", "logs"]) {
		expect(output).toMatch(new RegExp(`^  ${part} `, "m"));
	}
});

test.each(["tune", "hit-rate"])("bench %s --help lists its options", async (part) => {
	const { output, exitCode } = await runBench(part, "--help");
	expect(exitCode).toBe(0);
	expect(output).toContain(`npm run bench ${part} -- [`);
	expect(output).toContain("--html");
});

test("bench with an unknown part fails and lists the parts", async () => {
	const { output, errors, exitCode } = await runBenchProgram("latencies");
	expect(exitCode).toBe(2);
	expect(errors).toContain("Unknown part: latencies");
	expect(output).toContain("tune");
});

test.each([
	[["tune", "--histogram", "/nowhere.csv"], "Cannot read /nowhere.csv: there is no such file"],
	[
		["tune", "--buckets", "none"],
		"Cannot read --buckets: must be a whole number of at least 1, got none",
	],
	[["tune", "--log", "/nowhere.gz"], "/nowhere.gz"],
	[["tune", "--colour"], "--colour"],
	[["hit-rate", "--set", "zipf=much"], "Cannot read zipf=much"],
	[["hit-rate", "--set", "luck=1"], "Unknown parameter luck: must be one of seed,"],
	[["hit-rate", "--buckets", "640,320"], "must ascend"],
])("bench %j reports the mistake without a stack", async (args, message) => {
	const { errors, exitCode } = await runBench(...args);
	expect(exitCode).toBe(1);
	expect(errors).toContain(message);
	expect(errors).not.toContain("    at ");
});

test("bench ends with 1 after a mistake", async () => {
	const { errors, exitCode } = await runBenchProgram("tune", "--colour");
	expect({ errors, exitCode }).toEqual({
		errors: expect.stringMatching(/^tune: .*--colour.*\n$/),
		exitCode: 1,
	});
});
