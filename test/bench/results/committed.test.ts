import { expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { renderResults } from "../../../bench/report/results-page.ts";
import { readStoredResults } from "../../../bench/report/stored/stored-results.ts";
import { readHandWrittenText } from "../../../bench/report/write-results.ts";

const folder = fileURLToPath(new URL("../../../bench/results", import.meta.url));
const { markdown, plots } = renderResults(
	await readStoredResults(folder),
	await readHandWrittenText(folder),
	"results",
);

/** The limit for all stored results together, because every checkout contains them. */
const MAX_BYTES = 120_000;

test("RESULTS.md is the page rendered from the stored results", async () => {
	expect(markdown).toBe(await Bun.file(join(folder, "../RESULTS.md")).text());
});

test("the committed plots are those drawn from the stored results", async () => {
	const files = (await readdir(folder)).filter((name) => name.endsWith(".svg"));
	expect(files.toSorted()).toEqual(plots.map(({ name }) => `${name}.svg`).toSorted());
	for (const { name, svg } of plots) {
		expect(svg).toBe(await Bun.file(join(folder, `${name}.svg`)).text());
	}
});

test("the stored results are small", async () => {
	const files = (await readdir(folder)).filter((name) => name.endsWith(".json"));
	expect(files.length).toBeGreaterThan(0);
	const bytes = files.reduce((sum, name) => sum + Bun.file(join(folder, name)).size, 0);
	expect(bytes).toBeLessThan(MAX_BYTES);
});
