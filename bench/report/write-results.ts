import { rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type HandWrittenText, renderResults } from "./results-page.ts";
import { readStoredResults } from "./stored/stored-results.ts";

/**
 * Writes RESULTS.md beside the folder of stored results, and the plots into the folder. Old plots are
 * deleted.
 *
 * @returns the page's path
 *
 * @example
 * await writeResults("bench/results"); // "bench/RESULTS.md"
 */
export async function writeResults(folder: string): Promise<string> {
	const [kept, written] = [await readStoredResults(folder), await readHandWrittenText(folder)];
	const { markdown, plots } = renderResults(kept, written, basename(folder));
	const before = await Array.fromAsync(new Bun.Glob("*.svg").scan(folder)).catch(() => []);
	const page = join(dirname(folder), "RESULTS.md");
	await Bun.write(page, markdown);
	for (const { name, svg } of plots) await Bun.write(join(folder, `${name}.svg`), svg);
	const files = new Set(plots.map(({ name }) => `${name}.svg`));
	for (const name of before) if (!files.has(name)) await rm(join(folder, name));
	return page;
}

/**
 * Reads the page's hand-written text: `which-widths.md` and `what-limits-what.md`.
 *
 * @example
 * const { whatLimitsWhat } = await readHandWrittenText("bench/results");
 */
export async function readHandWrittenText(folder: string): Promise<HandWrittenText> {
	return {
		whichWidths: await textOf(join(folder, "which-widths.md")),
		whatLimitsWhat: await textOf(join(folder, "what-limits-what.md")),
	};
}

async function textOf(path: string): Promise<string | null> {
	const file = Bun.file(path);
	return (await file.exists()) ? file.text() : null;
}
