import { readdir } from "node:fs/promises";
import { join, sep } from "node:path";
import { UsageError } from "../arguments/usage-error.ts";
import { expandBraces, segmentPattern } from "./segment-pattern.ts";

/** The files that a pattern matches, and the folder before its first wildcard. */
export type Matches = { readonly base: string; readonly paths: readonly string[] };

const WILDCARD = /[*?{[]/;

/**
 * Whether a word has wildcards. Shells on Windows, and quotes in the scripts of a `package.json`,
 * leave them to us; Node has a glob only since version 22.
 *
 * @example
 * isGlob("*.jpg"); // true
 */
export function isGlob(word: string): boolean {
	return WILDCARD.test(word);
}

/**
 * Whether a folder inside a named one is passed over: hidden ones, such as `.git`, and
 * `node_modules`.
 *
 * @example
 * isPassedOver(".git"); // true
 */
export function isPassedOver(name: string): boolean {
	return name.startsWith(".") || name === "node_modules";
}

/**
 * Finds the files that match a pattern: `*` and `?` inside a name, `**` for any folders, `{jpg,png}`
 * for alternatives, `[a-z]` for a letter. Names that begin with a dot match only a pattern that has
 * the dot. Symbolic links to folders are not followed.
 *
 * @returns the paths in order, each once
 *
 * @throws {UsageError} for `..` after a wildcard: it would lead out of the folder before it
 *
 * @example
 * await expandGlob("photos/*.{jpg,png}"); // { base: "photos", paths: ["photos/a.jpg"] }
 */
export async function expandGlob(pattern: string): Promise<Matches> {
	const separator = sep === "\\" ? /[\\/]/ : "/";
	const segments = pattern.split(separator);
	const first = segments.findIndex(isGlob);
	const base = segments.slice(0, first).join("/") || (first > 0 ? "/" : ".");
	const found = new Set<string>();
	for (const choice of expandBraces(segments.slice(first).join("/"))) {
		const wild = choice.split("/").filter((segment) => segment !== "" && segment !== ".");
		if (wild.includes("..")) {
			throw new UsageError(`A pattern may not have .. after a wildcard: ${pattern}`);
		}
		await match(base, wild, found);
	}
	return { base, paths: [...found].toSorted() };
}

async function match(
	folder: string,
	[segment, ...rest]: readonly string[],
	found: Set<string>,
): Promise<void> {
	if (segment === undefined) return;
	const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
	if (segment === "**") {
		await match(folder, rest.length === 0 ? ["*"] : rest, found);
		for (const entry of entries) {
			if (!entry.isDirectory() || isPassedOver(entry.name)) continue;
			await match(join(folder, entry.name), [segment, ...rest], found);
		}
		return;
	}
	const pattern = segmentPattern(segment);
	for (const entry of entries) {
		if (!pattern.test(entry.name)) continue;
		const path = join(folder, entry.name);
		if (rest.length > 0) {
			if (entry.isDirectory()) await match(path, rest, found);
		} else if (entry.isFile() || entry.isSymbolicLink()) found.add(path);
	}
}
