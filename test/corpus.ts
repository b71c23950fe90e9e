import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../shared/corpus/", import.meta.url));

/** Whether the real photos are beside this checkout; tests on them are skipped visibly if not. */
export const hasCorpus: boolean = existsSync(`${root}photos/manifest.tsv`);

/** Names of the files in a corpus folder, without its manifest; empty where there is no corpus. */
export function corpusFiles(folder: "photos" | "hostile"): string[] {
	if (!hasCorpus) return [];
	return readdirSync(root + folder)
		.filter((name) => name !== "manifest.tsv")
		.sort();
}

/** The absolute path of a corpus file. */
export function corpusPath(folder: "photos" | "hostile", name: string): string {
	return `${root}${folder}/${name}`;
}

/** The bytes of a corpus file. */
export async function corpusBytes(folder: "photos" | "hostile", name: string): Promise<Uint8Array> {
	return new Uint8Array(await Bun.file(corpusPath(folder, name)).arrayBuffer());
}
