import { mkdir, symlink, unlink } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../house/source-files.ts";
import { makeTiedFolder } from "../services/tied-process.ts";
import type { Example } from "./docstring-examples.ts";
import type { Block } from "./pages.ts";

/** A program of the documents in its file. */
export type Program = {
	/** The block's id. */
	readonly id: string;
	/** Relative to the folder of all programs. */
	readonly file: string;
};

/** A folder with programs, of which each page has its own folder. */
export type ProgramFolder = {
	readonly path: string;
	readonly programs: readonly Program[];
	remove(): Promise<void>;
};

/** Programs import these packages, which have no types. */
const UNTYPED = ["express"];

/** Writes examples into a folder of their own among the programs, to be compiled with them. */
export async function writeExamples(
	{ path }: ProgramFolder,
	examples: readonly Example[],
): Promise<void> {
	for (const { id, code } of examples) {
		await Bun.write(join(path, "docstrings", `${id.replace(/\W+/g, "-")}.ts`), code);
	}
}

/**
 * Writes programs as a user would into a project that has the library and what the programs import. A
 * program that begins with `// images.js` has that name, so that others of its page can import it.
 */
export async function writePrograms(blocks: readonly Block[]): Promise<ProgramFolder> {
	const { path, remove } = await makeTiedFolder("docs");
	const programs = blocks.map(({ id, page, code }, i) => {
		const [, name = `program-${i}`] = /^\/\/ ([\w-]+)\.js\n/.exec(code) ?? [];
		return { id, file: `${page.replaceAll("/", "-")}/${name}.ts`, code };
	});
	const tsconfig = { extends: join(ROOT, "tsconfig.json"), include: ["**/*.ts"], exclude: [] };
	await Bun.write(join(path, "tsconfig.json"), JSON.stringify(tsconfig));
	const untyped = UNTYPED.map((name) => `declare module "${name}";\n`);
	await Bun.write(join(path, "untyped.d.ts"), untyped.join(""));
	await symlink(join(ROOT, "node_modules"), join(path, "node_modules"));
	for (const { file, code } of programs) await Bun.write(join(path, file), code);
	await mkdir(join(path, "public"));
	return {
		path,
		programs,
		async remove() {
			await unlink(join(path, "node_modules"));
			await remove();
		},
	};
}
