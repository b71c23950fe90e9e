import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../shared/corpus/", import.meta.url));

/** Whether the real photos are beside this checkout; if not, their tests are shown as skipped. */
export const hasCorpus: boolean = existsSync(`${root}photos/manifest.tsv`);

/** A folder of photos in the corpus: real ones, hostile ones, and some that were once treated wrongly. */
export type CorpusFolder = "photos" | "hostile" | "failing";

/** Lists the files in a corpus folder, without its manifest; empty if there is no corpus. */
export function corpusFiles(folder: CorpusFolder): string[] {
	if (!existsSync(root + folder)) return [];
	return readdirSync(root + folder)
		.filter((name) => name !== "manifest.tsv")
		.sort();
}

/** Makes the absolute path of a corpus file. */
export function corpusPath(folder: CorpusFolder, name: string): string {
	return `${root}${folder}/${name}`;
}

/** Reads a corpus file. */
export async function corpusBytes(folder: CorpusFolder, name: string): Promise<Uint8Array> {
	return new Uint8Array(await Bun.file(corpusPath(folder, name)).arrayBuffer());
}
