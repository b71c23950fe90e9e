import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_BUCKETS } from "widthwise";
import { bucketCost, optimalBuckets, squareArea } from "widthwise/buckets";
import { runBench } from "../bench-command.ts";
import { drawRequests, LOG_WRITERS } from "../logs/drawn-log.ts";
import { neededByParser } from "../logs/reference.ts";

const requests = drawRequests(17, 5_000);
const needed = [...neededByParser(requests)].map(([width, count]) => ({ width, count }));
let folder = "";

/** The fields of tune's JSON that the tests use. */
type Tuned = {
	readonly buckets: readonly number[];
	readonly curve: readonly { readonly buckets: readonly number[]; readonly overshoot: number }[];
	readonly isOnlyBuckets: boolean;
	readonly warnings: readonly string[];
	readonly lines: { readonly malformed: number } | null;
};

const tunings = new Map<string, Promise<Tuned>>();

/** Returns tune's JSON; runs tune once for the same arguments. */
function tuneJson(...args: readonly string[]): Promise<Tuned> {
	const name = args.join(" ");
	const tuning = tunings.get(name) ?? runTune(args);
	tunings.set(name, tuning);
	return tuning;
}

async function runTune(args: readonly string[]): Promise<Tuned> {
	const { output, errors, exitCode } = await runBench("tune", "--json", ...args);
	expect({ errors, exitCode }).toEqual({ errors: "", exitCode: 0 });
	return JSON.parse(output);
}

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "widthwise-tune-"));
	const lines = LOG_WRITERS["CloudFront v1"]?.(requests) ?? [];
	await Bun.write(join(folder, "access.log.gz"), Bun.gzipSync(Buffer.from(lines.join("\n"))));
	const rows = needed.map(({ width, count }) => `${width},${count}`);
	await Bun.write(join(folder, "widths.csv"), ["width,count", ...rows, ""].join("\n"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("npm run bench tune", () => {
	test("computes the core's list for a log", async () => {
		const { buckets, curve } = await tuneJson(
			"--log",
			join(folder, "access.log.gz"),
			"--buckets",
			"8",
		);
		const best = optimalBuckets(needed, 20);
		expect(buckets).toEqual(best[7]?.buckets ?? []);
		expect(curve.map((each) => each.buckets)).toEqual(best.map((each) => each.buckets));
	});

	test("computes the same list for a histogram", async () => {
		const fromLog = await tuneJson("--log", join(folder, "access.log.gz"), "--buckets", "8");
		const fromCsv = await tuneJson("--histogram", join(folder, "widths.csv"), "--buckets", "8");
		expect(fromCsv.buckets).toEqual(fromLog.buckets);
		expect(fromCsv.curve).toEqual(fromLog.curve);
	});

	test("respects grid, fixed widths, bytes and the cost of misses", async () => {
		const histogram = ["--histogram", join(folder, "widths.csv")];
		const { buckets } = await tuneJson(
			...histogram,
			...["--buckets", "8", "--grid", "32", "--fixed", "333,1280", "--bytes", "--format", "jpeg"],
		);
		expect(buckets).toHaveLength(8);
		expect(buckets).toContain(1280);
		expect(buckets.filter((width) => width % 32 !== 0)).toEqual([333]);
		const [withoutCost, withCost] = [
			await tuneJson(...histogram),
			await tuneJson(...histogram, "--miss-cost", "1e7"),
		];
		expect(withCost.buckets.length).toBeLessThan(withoutCost.buckets.length);
	});

	test("applies weights to densities", async () => {
		const csv = join(folder, "densities.csv");
		await Bun.write(csv, "width,dpr,count\n400,1,100\n500,1,100\n1200,3,100\n1300,3,100\n");
		const [even, weighted] = [
			await tuneJson("--histogram", csv, "--buckets", "3"),
			await tuneJson("--histogram", csv, "--buckets", "3", "--dpr-weights", "3=0.1"),
		];
		expect(even.buckets).toEqual([500, 1200, 1300]);
		expect(weighted.buckets).toEqual([400, 500, 1300]);
	});

	test("reports the list, its cost, today's list and the change to make", async () => {
		const { output } = await runBench("tune", "--histogram", join(folder, "widths.csv"));
		expect(output).toMatch(/Recommended: \d+ buckets, because one more bucket would save/);
		expect(output).toContain(`(${DEFAULT_BUCKETS.join(", ")}`);
		expect(output).toMatch(/WIDTH_BUCKETS=\d+(,\d+)+$/m);
		expect(output).toMatch(/width_buckets = \[\d+(, \d+)+\]$/m);
		expect(output).toMatch(/srcset="\/media/);
	});

	test("warns if all requests are for today's buckets", async () => {
		const csv = join(folder, "buckets.csv");
		const rows = DEFAULT_BUCKETS.map((width) => `${width},100`);
		await Bun.write(csv, ["width,count", ...rows].join("\n"));
		const { isOnlyBuckets, warnings } = await tuneJson("--histogram", csv);
		expect(isOnlyBuckets).toBe(true);
		expect(warnings.join()).toContain("All requests are for today's buckets");
		expect((await tuneJson("--histogram", join(folder, "widths.csv"))).isOnlyBuckets).toBe(false);
	});

	test("writes a self-contained page with plots, and escapes file names", async () => {
		const csv = join(folder, "<script>alert(1)<&.csv");
		await Bun.write(csv, await Bun.file(join(folder, "widths.csv")).text());
		const page = join(folder, "tune.html");
		await runBench("tune", "--histogram", csv, "--html", page);
		const html = await Bun.file(page).text();
		expect(html.match(/<svg[^>]* role="img"/g)).toHaveLength(3);
		expect(html).not.toMatch(/<script|<link|<img|https?:\/\//);
		expect(html).not.toContain("NaN");
	});

	test("reports an error for a file that is not a log", async () => {
		const noise = join(folder, "noise.log");
		await Bun.write(noise, crypto.getRandomValues(new Uint8Array(65_536)));
		const { errors, exitCode } = await runBench("tune", "--log", noise);
		expect(exitCode).toBe(1);
		expect(errors).toContain("is for an image with a width");
	});
});

test("the cost of each list on tune's curve is correct", async () => {
	const { curve } = await tuneJson("--histogram", join(folder, "widths.csv"));
	const total = needed.reduce((sum, { count }) => sum + count, 0);
	for (const { buckets, overshoot } of curve) {
		const cost = bucketCost(needed, buckets, squareArea, 2560);
		expect(overshoot).toBeCloseTo(cost.overshoot / total, 6);
	}
});
