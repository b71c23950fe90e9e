import { dirname, join } from "node:path";
import { ROOT } from "../house/source-files.ts";

/** An export of the library's public API. */
export type PublicExport = {
	/** Where it is declared, and its name: `core/url/width.ts: snapWidth`. */
	readonly id: string;
	/** Relative to the repository. */
	readonly path: string;
	readonly name: string;
	/** The comment in front of its declaration; empty if there is none. */
	readonly docstring: string;
	/** A function's declaration and body, without its docstring. */
	readonly code: string;
	readonly kind: string;
};

/** Not public: parts for our own programs. */
const NOT_PUBLIC = ["widthwise/internal"];

/** With `m`, a line that begins a declaration. */
const DECLARATION =
	/^export (?:declare )?(?:async )?(?<kind>function|const|class|type|interface)\*? (?<name>\w+)/gm;

/** Reads all public exports of the library, each once, from the sources that tsconfig.json names. */
export async function readPublicExports(): Promise<readonly PublicExport[]> {
	const { compilerOptions } = await Bun.file(join(ROOT, "tsconfig.json")).json();
	const paths: Readonly<Record<string, readonly [string]>> = compilerOptions.paths;
	const found = new Map<string, PublicExport>();
	for (const [name, [entry]] of Object.entries(paths)) {
		if (NOT_PUBLIC.includes(name)) continue;
		for (const each of await exportsOf(join(entry))) found.set(each.id, each);
	}
	return [...found.values()];
}

/** The exports that a file declares, and those that it re-exports by name. */
async function exportsOf(path: string): Promise<readonly PublicExport[]> {
	const text = await Bun.file(join(ROOT, path)).text();
	const declared = declarations(path, text);
	const passedOn = [...text.matchAll(/^export (?:type )?\{([^}]*)\} from "(\.[^"]+)"/gm)];
	const inOthers = passedOn.map(async ([, names = "", from = ""]) => {
		const wanted = names.split(",").map((name) => name.trim().replace(/^type /, ""));
		const others = await exportsOf(join(dirname(path), from));
		return others.filter(({ name }) => wanted.includes(name));
	});
	return [...declared, ...(await Promise.all(inOthers)).flat()];
}

function declarations(path: string, text: string): readonly PublicExport[] {
	return [...text.matchAll(DECLARATION)].map(({ index, groups }) => {
		const [code = ""] = /^[\s\S]*?\n\}$/m.exec(text.slice(index)) ?? [];
		const [docstring = ""] = /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*$/.exec(text.slice(0, index)) ?? [];
		const { name = "", kind = "" } = groups ?? {};
		return { id: `${path}: ${name}`, path, name, docstring, code, kind };
	});
}
