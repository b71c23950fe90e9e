import { describe, expect, test } from "bun:test";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Who may import whom; the core's package is called `widthwise`. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
	core: [],
	worker: ["core"],
	server: ["worker", "core"],
	edge: ["core"],
	bench: ["core", "edge"],
	".github": [],
	test: ["core", "worker", "server", "edge", "bench"],
};

type SourceFile = { readonly path: string; readonly text: string };

const glob = new Bun.Glob("{core,worker,server,edge,bench,.github,test}/**/*.{ts,tsx,mjs,js}");
const paths = (await Array.fromAsync(glob.scan({ cwd: root, dot: true }))).filter(
	// Examples are others' programs: they use what is public only, and read their own environment.
	(path) => !/node_modules|\/dist\/|^core\/examples\//.test(path),
);
const files: readonly SourceFile[] = await Promise.all(
	paths.map(async (path) => ({ path, text: await Bun.file(join(root, path)).text() })),
);
const byPath = new Map(files.map((file) => [file.path, file]));

/** Lists every module that a file imports, including types: a reader depends on those too. */
function importsOf({ text }: SourceFile): readonly string[] {
	const pattern =
		/\b(?:import|export)\s(?:[\w\s{},*$]*?\bfrom\s*)?["']([^"'\n]+)["']|\bimport\(\s*["']([^"'\n]+)["']/g;
	return [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? "");
}

/** Finds the top-level folder that an import leads to; `null` for an external package. */
function folderOf(from: string, specifier: string): string | null {
	if (specifier.startsWith(".")) return join(dirname(from), specifier).split("/")[0] ?? null;
	if (specifier === "widthwise" || specifier.startsWith("widthwise/")) return "core";
	return /^@widthwise\/(\w+)/.exec(specifier)?.[1] ?? null;
}

/** Finds all files that an entry imports, directly or not. */
function reachable(entry: string, seen = new Set<string>()): Set<string> {
	const file = byPath.get(entry);
	if (!file || seen.has(entry)) return seen;
	seen.add(entry);
	for (const specifier of importsOf(file)) {
		if (specifier.startsWith(".")) reachable(join(dirname(entry), specifier), seen);
	}
	return seen;
}

const importLines = files.flatMap((file) =>
	importsOf(file).map((specifier) => ({ path: file.path, specifier })),
);

describe("imports between packages", () => {
	test("are found by the scan", () => {
		expect(files.length).toBeGreaterThan(50);
		expect(importLines.length).toBeGreaterThan(200);
	});

	test("are only those that the design allows", () => {
		const forbidden = importLines.filter(({ path, specifier }) => {
			const from = path.split("/")[0] ?? "";
			const to = folderOf(path, specifier);
			return to !== null && to !== from && !ALLOWED[from]?.includes(to);
		});
		expect(forbidden).toEqual([]);
	});

	test("name the package instead of using a relative path", () => {
		const relativeImports = importLines.filter(({ path, specifier }) => {
			// Tests may look inside; their runner calls the installer before packages have names.
			const mayLookInside = path.startsWith("test/");
			return (
				specifier.startsWith(".") &&
				!mayLookInside &&
				folderOf(path, specifier) !== path.split("/")[0]
			);
		});
		expect(relativeImports).toEqual([]);
	});

	test("never lead out of core/url", () => {
		const outside = importLines.filter(({ path, specifier }) => {
			return path.startsWith("core/url/") && !/^\.\/[a-z-]+\.ts$/.test(specifier);
		});
		expect(outside).toEqual([]);
	});

	test.each([
		["core/mod.ts", 20],
		["core/settings/mod.ts", 8],
		["core/engines/canvas/canvas.ts", 20],
		["core/engines/jsquash/jsquash.ts", 20],
	])("lead from %s to no node: module, no Bun and no AWS client", (entry, minFiles) => {
		const reached = reachable(entry);
		expect(reached.size).toBeGreaterThan(minFiles);
		const offenders = [...reached].filter((path) => {
			const file = byPath.get(path);
			if (!file) return true;
			const code = withoutComments(file.text);
			return (
				importsOf(file).some((specifier) => /^(node:|bun\b|@aws-sdk)/.test(specifier)) ||
				/\b(Bun|Buffer|process)\./.test(code)
			);
		});
		expect(offenders).toEqual([]);
	});
});

describe("the code", () => {
	test("reads process.env in one file of each program only", () => {
		const readers = files.filter(
			({ path, text }) =>
				/process\.env\b/.test(withoutComments(text)) &&
				!/\/settings\.ts$|\/settings\/environment\.ts$|^(test\/run|\.github\/release\/publish)\.mjs$/.test(
					path,
				),
		);
		const own = relative(root, fileURLToPath(import.meta.url));
		expect(readers.map(({ path }) => path).filter((path) => path !== own)).toEqual([]);
	});

	test("has no file over 250 lines", () => {
		const long = files.filter(({ text }) => text.split("\n").length > 251);
		expect(long.map(({ path }) => path)).toEqual([]);
	});

	test("has no file but mod.ts that only re-exports", () => {
		const barrels = files.filter(({ path, text }) => {
			const statements = withoutComments(text).replace(/export\b[^;]*\bfrom\s*"[^"]+";/g, "");
			return !path.endsWith("/mod.ts") && text.includes("export") && statements.trim() === "";
		});
		expect(barrels.map(({ path }) => path)).toEqual([]);
	});

	test("has a docstring for every exported function of the packages", () => {
		const undocumented = files
			.filter(({ path }) => !path.startsWith("test/") && /\.tsx?$/.test(path))
			.flatMap(({ path, text }) =>
				[...text.matchAll(/(?<=(\*\/)?\n)export (?:async )?function\*? (\w+)/g)]
					.filter((match) => !text.slice(0, match.index).trimEnd().endsWith("*/"))
					.map((match) => `${path}: ${match[2]}`),
			);
		expect(undocumented).toEqual([]);
	});
});

function withoutComments(text: string): string {
	return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}
