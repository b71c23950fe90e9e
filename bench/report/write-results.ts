import { rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { readStoredResults } from "./stored/stored-results.ts";
import { renderResults, type HandWrittenText } from "./results-page.ts";

/**
 * Writes RESULTS.md beside a folder of kept figures, and the plots into it; plots of before go.
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
 * Reads the words of the page that a person wrote: `which-widths.md` and `what-limits-what.md`.
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
