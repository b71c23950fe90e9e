import { afterAll, describe, expect, test } from "bun:test";
import { chmod, cp, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { removeFolder, temporaryFolder } from "../temporary-folder.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const LOCK = new Bun.CryptoHasher("sha256").update("{}").digest("hex");

const folder = await temporaryFolder();
afterAll(() => removeFolder(folder));

/** What is in node_modules: by the launcher's own record, by npm alone (a developer's), or nothing. */
type Installed = "nothing" | "server" | "edge" | "all" | "an older server" | "by hand";

/**
 * Makes a root with the launcher, a program that prints its arguments, and an npm that prints its own
 * and installs nothing.
 */
async function makeRoot(installed: Installed): Promise<string> {
	const root = join(folder, installed.replaceAll(" ", "-"));
	for (const file of ["server/start.mjs", "server/install.mjs"]) {
		await cp(join(ROOT, file), join(root, file));
	}
	await Bun.write(join(root, "edge/main.ts"), "console.log('program', ...Bun.argv.slice(2));");
	await Bun.write(join(root, "tsconfig.json"), "{}");
	await Bun.write(join(root, "package-lock.json"), "{}");
	const packages = join(root, "node_modules");
	await mkdir(join(packages, "bun/bin"), { recursive: true });
	await symlink(process.execPath, join(packages, "bun/bin/bun.exe"));
	if (installed === "by hand") await Bun.write(join(packages, ".package-lock.json"), "{}");
	const stamp =
		installed === "an older server"
			? { lock: "other", scope: "server" }
			: { lock: LOCK, scope: installed };
	if (installed !== "nothing" && installed !== "by hand") {
		await Bun.write(join(packages, ".widthwise-install.json"), JSON.stringify(stamp));
	}
	const npm = join(root, "bin/npm");
	await Bun.write(npm, '#!/bin/sh\n[ "$1" = --version ] || echo npm "$@"\n');
	await chmod(npm, 0o755);
	return root;
}

/** Runs the launcher as `npm run edge` does; resolves to its lines and to what it recorded. */
async function start(root: string) {
	const node = Bun.which("node") ?? process.execPath;
	const command = [node, "server/start.mjs", "--packages=edge", "edge/main.ts", "--port", "0"];
	const child = Bun.spawn(command, {
		cwd: root,
		env: { PATH: join(root, "bin") },
		stdout: "pipe",
		stderr: "pipe",
	});
	const [output, errors] = await Promise.all(
		[child.stdout, child.stderr].map((stream) => new Response(stream).text()),
	);
	const npm = errors?.split("\n").filter((line) => line.startsWith("npm ")) ?? [];
	const { scope } = await Bun.file(join(root, "node_modules/.widthwise-install.json")).json();
	return { output, npm, scope };
}

const EDGE = "-w server -w edge --include-workspace-root --omit=dev";

describe("npm run edge", () => {
	test.each<[Installed, string | null, string]>([
		["nothing", `npm ci ${EDGE}`, "edge"],
		["an older server", `npm ci ${EDGE}`, "edge"],
		["server", `npm install ${EDGE}`, "edge"],
		["by hand", "npm install", "all"],
		["edge", null, "edge"],
		["all", null, "all"],
	])("where %s is installed, installs what is missing, without an .env file", async (...row) => {
		const [installed, command, scope] = row;
		const started = await start(await makeRoot(installed));
		const options = "--no-audit --no-fund --loglevel=error";
		expect(started).toEqual({
			output: "program --port 0 --until-stdin-ends\n",
			npm: command === null ? [] : [`${command} ${options}`],
			scope,
		});
		// Of the packages that it needs, none is left out by --omit=dev.
		const edge = await Bun.file(join(ROOT, "edge/package.json")).json();
		expect(edge).toMatchObject({ dependencies: { esbuild: expect.any(String) } });
		expect(edge).not.toHaveProperty("devDependencies");
	});
});
