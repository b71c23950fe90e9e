import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { ROOT } from "../house/source-files.ts";
import { readmeCommands } from "./commands.ts";
import { unmetIn } from "./locked.ts";
import { EXAMPLES, exampleNames, readLockfile, readManifest } from "./manifest.ts";

const library = await Bun.file(join(ROOT, "core/package.json")).json();
const names = await exampleNames();
/** Not the example's own code. The store of R2 is a file to copy: the library has none. */
const NOT_CODE =
	/^(README\.md|r2-store\.ts)$|^package(-lock)?\.json$|^photos\/|node_modules|^(dist|site|cut|uploads)\//;
const MAX_LINES = 40;

describe.each(names.map((name) => [name, join(EXAMPLES, name)]))(
	"the example %s",
	(name, folder) => {
		test("names exact versions, and locks the library's dependencies", async () => {
			const { dependencies, devDependencies = {} } = await readManifest(folder);
			for (const version of Object.values({ ...dependencies, ...devDependencies })) {
				expect(version).toMatch(/^\d+\.\d+\.\d+$/);
			}
			expect(dependencies.widthwise).toBe(library.version);
			// If this fails: npm run lock:examples
			const { packages } = await readLockfile(folder);
			const { version, peerDependencies } = library;
			const locked = { version, dependencies: library.dependencies, peerDependencies };
			expect(packages["node_modules/widthwise"]).toMatchObject(locked);
			for (const [path, version] of Object.entries(library.dependencies)) {
				expect(packages[`node_modules/${path}`]?.version).toBe(String(version));
			}
		});

		test("locks every package that another needs, in a version that fits", async () => {
			expect(unmetIn(await readLockfile(folder))).toEqual([]);
		});

		test("names no host in its lockfile, and a hash for every package but the library", async () => {
			const {
				"": _,
				"node_modules/widthwise": __,
				...others
			} = (await readLockfile(folder)).packages;
			const unsafe = Object.values(others).filter(
				({ resolved, integrity, inBundle }) => resolved !== undefined || !(integrity || inBundle),
			);
			expect(unsafe).toEqual([]);
		});

		test("has a README with two commands, and little code", async () => {
			const [install, run, ...more] = await readmeCommands(name);
			expect([install, more]).toEqual(["npm ci", []]);
			expect(run).toMatch(/^(npm start|npm run build|deno task start)$/);
			const paths = await Array.fromAsync(new Bun.Glob("**/*.*").scan(folder));
			const own = paths.filter((path) => !NOT_CODE.test(path));
			expect(own.length).toBeGreaterThan(0);
			const texts = await Promise.all(own.map((path) => Bun.file(join(folder, path)).text()));
			const lines = texts.flatMap((text) => text.split("\n")).filter((line) => line.trim() !== "");
			expect(lines.length).toBeLessThanOrEqual(MAX_LINES);
		});
	},
);

test("the lockfiles of all examples have one hash for each version of a package", async () => {
	const lockfiles = await Promise.all(names.map((name) => readLockfile(join(EXAMPLES, name))));
	const hashes = new Map<string, Set<string | undefined>>();
	for (const [path, { version, integrity }] of lockfiles.flatMap((lockfile) =>
		Object.entries(lockfile.packages),
	)) {
		const key = `${path.split("node_modules/").at(-1)}@${version}`;
		hashes.set(key, (hashes.get(key) ?? new Set()).add(integrity));
	}
	expect(hashes.size).toBeGreaterThan(100);
	expect([...hashes].filter(([, different]) => different.size > 1)).toEqual([]);
});
