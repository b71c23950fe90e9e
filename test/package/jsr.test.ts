import { afterAll, beforeAll, expect, test } from "bun:test";
import { cp, symlink, unlink } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../house/source-files.ts";
import { requiresOnCi } from "../requirements.ts";
import { makeTiedFolder } from "../services/tied-process.ts";
import { installTools } from "../tools/install.ts";
import { tsc } from "./pack-library.ts";

const deno = await installTools("deno");
const jsr = await Bun.file(join(ROOT, "core/jsr.json")).json();
const npm = await Bun.file(join(ROOT, "core/package.json")).json();
const { compilerOptions } = await Bun.file(join(ROOT, "tsconfig.json")).json();

/** Exports that only our own programs use; their types would not satisfy JSR. */
const NOT_ON_JSR = ["./internal", "./settings"];

/** Types of other packages, which `deno doc` reports as private types. */
const OTHER_PACKAGES_TYPES = /references private type '(S3ClientConfig)'$/;

/** Compiles only if Deno's types are there. */
const DENO_ONLY = `
export const version: string = Deno.version.deno;
// @ts-expect-error: Deno has no such function.
Deno.nothing();
`;

test("jsr.json has the version and the exports of package.json", () => {
	expect(jsr.version).toBe(npm.version);
	const paths: Readonly<Record<string, readonly [string]>> = compilerOptions.paths;
	const sources = Object.entries(paths).map(([name, [source]]) => [
		name.replace("widthwise", "."),
		source.replace("./core/", "./"),
	]);
	const exports = Object.fromEntries(sources.filter(([name = ""]) => !NOT_ON_JSR.includes(name)));
	expect(jsr.exports).toEqual(exports);
});

requiresOnCi(deno.isInstalled, deno.missing).describe("the library on JSR", () => {
	let folder: string;
	let remove: () => Promise<void>;

	// A copy, because Deno writes a lockfile.
	beforeAll(async () => {
		({ path: folder, remove } = await makeTiedFolder("jsr"));
		await cp(join(ROOT, "core"), join(folder, "core"), {
			recursive: true,
			filter: (path) => !/\/core\/(node_modules|dist|examples)$/.test(path),
		});
		for (const name of ["package.json", "tsconfig.json"]) {
			await cp(join(ROOT, name), join(folder, name));
		}
		await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
	});
	afterAll(async () => {
		await unlink(join(folder, "node_modules"));
		await remove();
	});

	function run(...parameters: readonly string[]) {
		const { exitCode, stdout, stderr } = Bun.spawnSync([deno.path(".bin/deno"), ...parameters], {
			cwd: join(folder, "core"),
			env: { PATH: "/usr/bin:/bin", HOME: folder, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
		});
		return { exitCode, output: `${stdout}${stderr}` };
	}

	test("can be published: Deno loads all modules, which have no slow types", () => {
		const { exitCode, output } = run("publish", "--dry-run", "--allow-dirty", "--no-check");
		expect(exitCode === 0 ? "" : output).toBe("");
		expect(output).toContain(`Simulating publish of ${jsr.name}@${jsr.version}`);
	});

	// With the native compiler, in a sixth of the time of Deno's, which reads the same options.
	test("compiles with the types of Deno", async () => {
		await Bun.write(join(folder, "deno.d.ts"), run("types").output);
		const options = {
			extends: "./tsconfig.json",
			files: ["deno.d.ts", "deno.ts"],
			include: ["core"],
		};
		await Bun.write(join(folder, "tsconfig.deno.json"), JSON.stringify(options));
		await Bun.write(join(folder, "deno.ts"), DENO_ONLY);
		const compiled = Bun.spawnSync(
			[tsc, "--noEmit", "--singleThreaded", "-p", "tsconfig.deno.json"],
			{ cwd: folder },
		);
		expect(compiled.stdout.toString()).toBe("");
		expect(compiled.exitCode).toBe(0);
	});

	test("documents every export, and every type that an export uses", () => {
		const { output } = run("doc", "--lint", ...Object.values<string>(jsr.exports));
		const errors = output.split("\n").filter((line) => /^error\[/.test(line));
		expect(errors.filter((line) => !OTHER_PACKAGES_TYPES.test(line))).toEqual([]);
		expect(output).toContain("documentation lint error");
	});
});
