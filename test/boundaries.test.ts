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
	release: [],
	test: ["core", "worker", "server", "edge", "bench"],
};

type SourceFile = { readonly path: string; readonly text: string };

const glob = new Bun.Glob("{core,worker,server,edge,bench,release,test}/**/*.{ts,tsx,mjs,js}");
const paths = (await Array.fromAsync(glob.scan(root))).filter(
	(path) => !/node_modules|\/dist\//.test(path),
);
const files: readonly SourceFile[] = await Promise.all(
	paths.map(async (path) => ({ path, text: await Bun.file(join(root, path)).text() })),
);
const byPath = new Map(files.map((file) => [file.path, file]));

/** Every module a file names, types included: those are dependencies of the reader, too. */
function importsOf({ text }: SourceFile): readonly string[] {
	const pattern =
		/\b(?:import|export)\s(?:[\w\s{},*$]*?\bfrom\s*)?["']([^"'\n]+)["']|\bimport\(\s*["']([^"'\n]+)["']/g;
	return [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? "");
}

/** The top-level folder an import leads to; `null` for a package from outside. */
function folderOf(from: string, specifier: string): string | null {
	if (specifier.startsWith(".")) return join(dirname(from), specifier).split("/")[0] ?? null;
	if (specifier === "widthwise" || specifier.startsWith("widthwise/")) return "core";
	return /^@widthwise\/(\w+)/.exec(specifier)?.[1] ?? null;
}

/** All files that `mod.ts` leads to. */
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

describe("who may import whom", () => {
	test("the scan sees the project", () => {
		expect(files.length).toBeGreaterThan(50);
		expect(importLines.length).toBeGreaterThan(200);
	});

	test("packages import only what the design allows", () => {
		const strangers = importLines.filter(({ path, specifier }) => {
			const from = path.split("/")[0] ?? "";
			const to = folderOf(path, specifier);
			return to !== null && to !== from && !ALLOWED[from]?.includes(to);
		});
		expect(strangers).toEqual([]);
	});

	test("between packages, by name: never by a relative path", () => {
		const sideways = importLines.filter(({ path, specifier }) => {
			// Tests may look inside; their runner calls the installer before names mean anything.
			const mayLookInside = path.startsWith("test/");
			return (
				specifier.startsWith(".") &&
				!mayLookInside &&
				folderOf(path, specifier) !== path.split("/")[0]
			);
		});
		expect(sideways).toEqual([]);
	});

	test("url/ imports nothing from outside url/", () => {
		const outside = importLines.filter(({ path, specifier }) => {
			return path.startsWith("core/url/") && !/^\.\/[a-z-]+\.ts$/.test(specifier);
		});
		expect(outside).toEqual([]);
	});

	test.each([
		["core/mod.ts", 20],
		["core/settings/mod.ts", 8],
	])("%s reaches no node: module, no Bun and no AWS client", (entry, least) => {
		const reached = reachable(entry);
		expect(reached.size).toBeGreaterThan(least);
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

describe("how the code reads", () => {
	test("process.env is read in one file of each program only", () => {
		const readers = files.filter(
			({ path, text }) =>
				/process\.env\b/.test(withoutComments(text)) &&
				!/\/settings\.ts$|\/settings\/environment\.ts$|^test\/run\.mjs$/.test(path),
		);
		const own = relative(root, fileURLToPath(import.meta.url));
		expect(readers.map(({ path }) => path).filter((path) => path !== own)).toEqual([]);
	});

	test("no file is over 250 lines", () => {
		const long = files.filter(({ text }) => text.split("\n").length > 251);
		expect(long.map(({ path }) => path)).toEqual([]);
	});

	test("mod.ts is the only file that just re-exports", () => {
		const barrels = files.filter(({ path, text }) => {
			const statements = withoutComments(text).replace(/export\b[^;]*\bfrom\s*"[^"]+";/g, "");
			return !path.endsWith("/mod.ts") && text.includes("export") && statements.trim() === "";
		});
		expect(barrels.map(({ path }) => path)).toEqual([]);
	});

	test("every exported function of the packages says what it does", () => {
		const silent = files
			.filter(({ path }) => !path.startsWith("test/") && /\.tsx?$/.test(path))
			.flatMap(({ path, text }) =>
				[...text.matchAll(/(?<=(\*\/)?\n)export (?:async )?function\*? (\w+)/g)]
					.filter((match) => !text.slice(0, match.index).trimEnd().endsWith("*/"))
					.map((match) => `${path}: ${match[2]}`),
			);
		expect(silent).toEqual([]);
	});
});

function withoutComments(text: string): string {
	return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}
