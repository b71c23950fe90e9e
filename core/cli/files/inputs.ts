import { lstat, readdir, readFile, stat } from "node:fs/promises";
import { basename, join, relative, resolve } from "node:path";
import type { Terminal } from "../console/terminal.ts";
import { expandGlob, isGlob, isPassedOver } from "./glob.ts";
import type { FileFilter } from "./photo-files.ts";
import { type Reason, reasonOf } from "./reason.ts";

/** Stands for standard input, and for standard output after `-o`. */
export const STANDARD_STREAM = "-";

/** A file to read. */
export type Input = {
	/** Its path, or `-` for standard input. */
	readonly path: string;
	/** Its path inside the output folder: below the folder or pattern that was named. */
	readonly name: string;
};

/** A file or word that failed. */
export type Failure = { readonly path: string; readonly reason: Reason };

/** What the words of a command line name. */
export type Inputs = { readonly inputs: readonly Input[]; readonly failures: readonly Failure[] };

/**
 * Finds the files that words name: files, folders with all that is in them, patterns, and `-` for
 * standard input. A word that names nothing is a failure. In folders, names that begin with a dot,
 * `node_modules` and symbolic links are passed over.
 *
 * @param options.filter selects the files of folders; a file that is named is always taken
 * @param options.except a folder that is passed over: the one for the output
 *
 * @returns each file once for each name
 *
 * @throws {UsageError} for a pattern that leads out of its folder
 *
 * @example
 * await findInputs(["photos", "*.png"], { filter: isPhoto, except: "out" });
 */
export async function findInputs(
	words: readonly string[],
	options: { readonly filter: FileFilter; readonly except: string | null },
): Promise<Inputs> {
	const inputs = new Map<string, Input>();
	const failures: Failure[] = [];
	for (const word of words) {
		try {
			const found = await inputsOf(word, options);
			for (const input of found) inputs.set(`${resolve(input.path)}\0${input.name}`, input);
			if (found.length === 0) failures.push({ path: word, reason: nothingIn(word) });
		} catch (error) {
			const reason = reasonOf(error);
			if (reason.code === "internal") throw error;
			failures.push({ path: word, reason });
		}
	}
	return { inputs: [...inputs.values()], failures };
}

/**
 * Leaves out files that are there already under another name.
 *
 * @example
 * onePerFile({ inputs: [{ path: "a/b.jpg", name: "b.jpg" }, { path: "a/b.jpg", name: "a/b.jpg" }], failures: [] });
 * // { inputs: [{ path: "a/b.jpg", name: "a/b.jpg" }], failures: [] }
 */
export function onePerFile({ inputs, failures }: Inputs): Inputs {
	const files = new Map(inputs.map((input) => [resolve(input.path), input]));
	return { inputs: [...files.values()], failures };
}

/**
 * Reads a file, or standard input.
 *
 * @example
 * const bytes = await readInput({ path: "photo.jpg", name: "photo.jpg" }, terminal);
 */
export async function readInput(
	{ path }: Input,
	terminal: Pick<Terminal, "readBytes">,
): Promise<Uint8Array<ArrayBuffer>> {
	return path === STANDARD_STREAM
		? await terminal.readBytes()
		: new Uint8Array(await readFile(path));
}

async function inputsOf(
	word: string,
	options: { readonly filter: FileFilter; readonly except: string | null },
): Promise<readonly Input[]> {
	if (word === STANDARD_STREAM) return [{ path: word, name: "stdin" }];
	// A file whose name has brackets is that file, and no pattern.
	if (isGlob(word) && !(await exists(word))) {
		const { base, paths } = await expandGlob(word);
		return paths.map((path) => ({ path, name: relative(base, path) }));
	}
	if (!(await stat(word)).isDirectory()) return [{ path: word, name: basename(word) }];
	const except = options.except === null ? null : resolve(options.except);
	const paths = await filesIn(word, options.filter, except);
	return paths.map((path) => ({ path, name: relative(word, path) }));
}

async function exists(path: string): Promise<boolean> {
	return lstat(path).then(
		() => true,
		() => false,
	);
}

async function filesIn(
	folder: string,
	filter: FileFilter,
	except: string | null,
): Promise<readonly string[]> {
	const found: string[] = [];
	const entries = await readdir(folder, { withFileTypes: true });
	for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
		const path = join(folder, entry.name);
		if (isPassedOver(entry.name)) continue;
		if (entry.isDirectory()) {
			if (resolve(path) !== except) found.push(...(await filesIn(path, filter, except)));
		} else if (entry.isFile() && filter(entry.name)) found.push(path);
	}
	return found;
}

function nothingIn(word: string): Reason {
	const message = isGlob(word) ? "no file matches" : "there is no photo in this folder";
	return { code: "ENOENT", message };
}
