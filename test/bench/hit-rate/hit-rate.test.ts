import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runBench } from "../bench-command.ts";

const SMALL = ["--set", "pageViews=300"];
let folder = "";

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "widthwise-hit-rate-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test("hit-rate prints a table of all lists, one of our buckets, and one of published widths", async () => {
	const { output, exitCode } = await runBench("hit-rate", ...SMALL, "--buckets", "320,640,2560");
	expect(exitCode).toBe(0);
	for (const list of ["no snapping", "every 100 px", "imgix", "Cloudinary", "Next.js", "Flickr"]) {
		expect(output).toContain(list);
	}
	expect(output).toMatch(/\| 320 +\|/);
	expect(output).toMatch(/\| mobile +\| p90 +\| 340/);
});

test("hit-rate prints the same JSON in every run, and writes a self-contained page", async () => {
	const page = join(folder, "hit-rate.html");
	const args = ["hit-rate", ...SMALL, "--json", "--html", page];
	const [first, second] = [await runBench(...args), await runBench(...args)];
	expect(first.output).toBe(second.output);
	const { lists } = JSON.parse(first.output);
	expect(lists).toHaveLength(8);
	expect(lists.at(-1).byBucket.length).toBeGreaterThan(5);
	const html = await Bun.file(page).text();
	expect(html.match(/<svg/g)).toHaveLength(2);
	expect(html).not.toMatch(/<script|<link|<img|https?:\/\/|NaN/);
});

test("hit-rate prints a table for each value of a swept parameter", async () => {
	const { output } = await runBench("hit-rate", ...SMALL, "--sweep", "returning=0,0.9");
	const tables = output.split("###").slice(1);
	expect(tables.map((table) => table.split("\n")[0])).toEqual([
		" Bucket lists side by side, the same requests, returning 0",
		" Bucket lists side by side, the same requests, returning 0.9",
	]);
	expect(tables[0]?.split("\n").slice(1)).not.toEqual(tables[1]?.split("\n").slice(1));
});

test("hit-rate replays real requests", async () => {
	const csv = join(folder, "requests.csv");
	await Bun.write(
		csv,
		"ms,photo,width,format,place,visitor\n0,a,400,webp,FRA,\n1,a,401,webp,FRA,\n",
	);
	const { output } = await runBench("hit-rate", "--requests", csv, "--json");
	const { lists } = JSON.parse(output);
	expect(lists.map(({ total }: { total: { cuts: number } }) => total.cuts)).toEqual([
		2, 2, 1, 1, 1, 2, 1, 1,
	]);
});
