import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../shared/corpus/", import.meta.url));

/** Whether the real photos are beside this checkout; if not, their tests are shown as skipped. */
export const hasCorpus: boolean = existsSync(`${root}photos/manifest.tsv`);

/** Lists the files in a corpus folder, without its manifest; empty if there is no corpus. */
export function corpusFiles(folder: "photos" | "hostile"): string[] {
	if (!hasCorpus) return [];
	return readdirSync(root + folder)
		.filter((name) => name !== "manifest.tsv")
		.sort();
}

/** Makes the absolute path of a corpus file. */
export function corpusPath(folder: "photos" | "hostile", name: string): string {
	return `${root}${folder}/${name}`;
}

/** Reads a corpus file. */
export async function corpusBytes(folder: "photos" | "hostile", name: string): Promise<Uint8Array> {
	return new Uint8Array(await Bun.file(corpusPath(folder, name)).arrayBuffer());
}
