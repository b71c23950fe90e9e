import { describe, expect, test } from "bun:test";
import { optimalBuckets } from "widthwise/buckets";
import { drawRequests, LOG_WRITERS } from "../../bench/logs/drawn-log.ts";
import { neededByParser } from "../../bench/logs/reference.ts";
import { runCli } from "./command-line.ts";
import { photoFolder } from "./photo-folder.ts";

const requests = drawRequests(17, 500);
const needed = [...neededByParser(requests)].map(([width, count]) => ({ width, count }));
const log = LOG_WRITERS["CloudFront v1"]?.(requests).join("\n") ?? "";
const files = {
	"access.log.gz": Bun.gzipSync(Buffer.from(log)),
	"widths.csv": `width,count\n${needed.map(({ width, count }) => `${width},${count}\n`).join("")}`,
	"other.log": "nothing that anybody knows\n",
};
const best = optimalBuckets(needed, 20);

describe("widthwise tune", () => {
	test("finds the cheapest buckets for a log", async () => {
		await using folder = await photoFolder(files);
		const options = { folder: folder.path };
		const { output, errors, exitCode } = await runCli(
			["tune", "access.log.gz", "-b", "6"],
			options,
		);
		expect({ errors, exitCode }).toEqual({ errors: "", exitCode: 0 });
		expect(output).toContain("Tuned for 1 log file (access.log.gz).");
		expect(output).toContain("Recommended: ");
		expect(output).toContain(`WIDTH_BUCKETS=${best[5]?.buckets.join(",")}\n`);
	});

	test("finds the same for a histogram, and prints it for programs", async () => {
		await using folder = await photoFolder(files);
		const options = { folder: folder.path };
		const fromLog = await runCli(["tune", "access.log.gz", "--json", "--most", "9"], options);
		const words = ["tune", "--histogram", "widths.csv", "--json", "--most", "9"];
		const fromCsv = await runCli(words, options);
		const [log, csv] = [JSON.parse(fromLog.output), JSON.parse(fromCsv.output)];
		expect(log.buckets).toEqual(csv.buckets);
		expect(log.curve).toHaveLength(9);
		expect(log.curve[8].buckets).toEqual(best[8]?.buckets);
		expect(log.curve).toEqual(csv.curve);
	});

	test("keeps to its rules", async () => {
		await using folder = await photoFolder(files);
		const { output } = await runCli(
			[
				...["tune", "access.log.gz", "--json", "--buckets", "5", "--grid", "32"],
				...["--fixed", "333", "--bytes", "jpeg", "--today", "320,640", "--miss-cost", "5000"],
			],
			{ folder: folder.path },
		);
		const { buckets, unit, today } = JSON.parse(output);
		expect(buckets).toHaveLength(5);
		expect(buckets.filter((width: number) => width % 32 !== 0)).toEqual([333]);
		expect({ unit, today: today.buckets }).toEqual({ unit: "jpeg", today: [320, 640] });
	});

	test.each([
		["a log that is missing", "missing.log", "Cannot read missing.log: there is no such file"],
		["a log without images", "other.log", "No request in 1 log file (other.log)"],
	])("exits with 1 for %s", async (_, log, message) => {
		await using folder = await photoFolder(files);
		const { output, errors, exitCode } = await runCli(["tune", log], { folder: folder.path });
		expect({ output, exitCode }).toEqual({ output: "", exitCode: 1 });
		expect(errors).toContain(`Error: ${message}`);
	});

	test.each([
		["neither logs nor a histogram", []],
		["both", ["access.log.gz", "--histogram", "widths.csv"]],
		["no number of buckets", ["access.log.gz", "--buckets", "many"]],
	])("refuses %s", async (_, words) => {
		expect((await runCli(["tune", ...words])).exitCode).toBe(2);
	});
});
