import { afterAll, describe, expect, test } from "bun:test";
import { cp, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { removeFolder, temporaryFolder } from "../temporary-folder.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const folder = await temporaryFolder();
afterAll(() => removeFolder(folder));

/**
 * Makes a root with the launcher and a program that prints `PORT`. Its packages count as installed, so
 * that the launcher changes nothing in the repository.
 *
 * @returns the path of the launcher
 */
async function makeRoot(root: string): Promise<string> {
	for (const file of ["server/start.mjs", "server/install.mjs"]) {
		await cp(join(ROOT, file), join(root, file));
	}
	await Bun.write(join(root, "server/main.ts"), "console.log(Bun.env.PORT);");
	await Bun.write(join(root, "tsconfig.json"), "{}");
	await Bun.write(join(root, "package-lock.json"), "{}");
	const lock = new Bun.CryptoHasher("sha256").update("{}").digest("hex");
	const packages = join(root, "node_modules");
	await Bun.write(
		join(packages, ".widthwise-install.json"),
		JSON.stringify({ lock, scope: "server" }),
	);
	await mkdir(join(packages, "bun/bin"), { recursive: true });
	await symlink(process.execPath, join(packages, "bun/bin/bun.exe"));
	return join(root, "server/start.mjs");
}

/** Runs a command in a folder, with only these environment variables. */
async function run(
	cwd: string,
	command: readonly string[],
	environment: Readonly<Record<string, string>> = {},
) {
	const child = Bun.spawn([...command], {
		cwd,
		env: environment,
		stdin: "ignore",
		stdout: "pipe",
		stderr: "pipe",
	});
	const output = await Promise.all(
		[child.stdout, child.stderr].map((stream) => new Response(stream).text()),
	);
	return { output: output.join(""), exitCode: await child.exited };
}

describe(".env in the working folder", () => {
	// As `npm start` does: `bun` alone would also read .env.local.
	test("is read at the start; the environment overrides it, .env.local does not", async () => {
		const launcher = Bun.which("node") ?? process.execPath;
		const start = [launcher, await makeRoot(join(folder, "root"))];
		const working = join(folder, "working");
		await Bun.write(join(working, ".env"), "PORT=from-file\n");
		await Bun.write(join(working, ".env.local"), "PORT=from-another-file\n");
		expect(await run(working, start)).toEqual({ exitCode: 0, output: "from-file\n" });
		expect(await run(working, start, { PORT: "from-environment" })).toEqual({
			exitCode: 0,
			output: "from-environment\n",
		});
	});

	test("is not read by tests and benchmarks in the repository's folder", async () => {
		await Bun.write(join(folder, "bunfig.toml"), await Bun.file(join(ROOT, "bunfig.toml")).text());
		await Bun.write(join(folder, ".env.test"), "PORT=from-file\n");
		await Bun.write(join(folder, "print.ts"), "console.log(String(Bun.env.PORT));");
		const print = join(folder, "print.ts");
		const environment = { NODE_ENV: "test" };
		expect((await run(folder, [process.execPath, print], environment)).output).toBe("undefined\n");
	});
});
