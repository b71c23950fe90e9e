import { afterAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { removeFolder, temporaryFolder } from "../running-server.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const folder = await temporaryFolder();
afterAll(() => removeFolder(folder));

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
	const launcher = Bun.which("node") ?? process.execPath;
	const start = [launcher, join(ROOT, "server/start.mjs")];
	const refusal = (port: string) => ({
		exitCode: 1,
		output: `PORT must be a whole number from 0 to 65535, got ${port}\n`,
	});

	test("is read at the start; the environment overrides it, .env.local does not", async () => {
		await Bun.write(join(folder, ".env"), "PORT=from-file\n");
		await Bun.write(join(folder, ".env.local"), "PORT=from-another-file\n");
		expect(await run(folder, start)).toEqual(refusal("from-file"));
		expect(await run(folder, start, { PORT: "from-environment" })).toEqual(
			refusal("from-environment"),
		);
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
