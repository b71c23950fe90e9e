import { join } from "node:path";
import { ROOT } from "../house/source-files.ts";

/** A page of the documents. */
export type Page = {
	/** Relative to the repository: `docs/cookbook.md`. */
	readonly path: string;
	readonly text: string;
};

/** A fenced block of a page. */
export type Block = {
	/** Its page and heading; with a number from the second one below a heading: `docs/a.md: S3 (2)`. */
	readonly id: string;
	readonly page: string;
	/** The word behind the fence; empty if there is none. */
	readonly language: string;
	readonly code: string;
};

/** Reads all pages for users. */
export async function readPages(): Promise<readonly Page[]> {
	const docs = await Array.fromAsync(new Bun.Glob("docs/**/*.md").scan(ROOT));
	const paths = ["README.md", "core/README.md", ...docs.sort()];
	return Promise.all(
		paths.map(async (path) => ({ path, text: await Bun.file(join(ROOT, path)).text() })),
	);
}

/** Finds the fenced blocks of a page (CommonMark, 4.5). */
export function blocksOf({ path, text }: Page): readonly Block[] {
	const found = /^## (?<heading>[^\n]+)$|^```(?<language>\w*)\n(?<code>.*?)^```$/gms;
	const counts = new Map<string, number>();
	const blocks: Block[] = [];
	let below = path;
	for (const { groups: { heading, language = "", code = "" } = {} } of text.matchAll(found)) {
		if (heading !== undefined) {
			below = `${path}: ${heading}`;
			continue;
		}
		const count = (counts.get(below) ?? 0) + 1;
		counts.set(below, count);
		blocks.push({ id: count > 1 ? `${below} (${count})` : below, page: path, language, code });
	}
	return blocks;
}

/** The text of a page without its blocks, where links are. */
export function withoutBlocks({ text }: Page): string {
	return text.replace(/^```.*?^```$/gms, "").replace(/`[^`\n]*`/g, "");
}
