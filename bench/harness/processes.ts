import { chmod, mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compilerSettings } from "./settings.ts";

/** The repository's folder. */
export const ROOT: string = fileURLToPath(new URL("../..", import.meta.url));

/** A program that serves HTTP on this machine. Disposing ends it and waits. */
export type Running = AsyncDisposable & {
	readonly url: string;
	readonly pid: number;
};

/** The owner's token of servers in the bench. */
export const TOKEN = "bench-owner-token-0123456789";

/**
 * Finds a free port.
 *
 * @example
 * const port = freePort();
 */
export function freePort(): number {
	const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
	const port = server.port ?? 0;
	server.stop(true);
	return port;
}

/**
 * Starts a program and waits until it answers.
 *
 * @param options.readyPath a path that answers once the program is ready
 * @throws {Error} if the program ends, or does not answer within a minute
 *
 * @example
 * await using nginx = await run(["nginx", "-c", config], { url, readyPath: "/" });
 */
export async function run(
	command: readonly string[],
	options: {
		readonly url: string;
		readonly readyPath: string;
		readonly env?: Readonly<Record<string, string>>;
		readonly cwd?: string;
	},
): Promise<Running> {
	const [program = "", ...args] = command;
	const child = Bun.spawn([Bun.which(program) ?? program, ...args], {
		cwd: options.cwd ?? ROOT,
		env: {
			PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
			...compilerSettings,
			...options.env,
		},
		stdout: "ignore",
		stderr: "inherit",
	});
	for (let tries = 0; tries < 600; tries++) {
		if (child.exitCode !== null) throw new Error(`${command.join(" ")} ended: ${child.exitCode}`);
		const response = await fetch(options.url + options.readyPath).catch(() => null);
		await response?.arrayBuffer();
		if (response?.ok) {
			return {
				url: options.url,
				pid: child.pid,
				async [Symbol.asyncDispose]() {
					child.kill("SIGTERM");
					await child.exited;
				},
			};
		}
		await Bun.sleep(100);
	}
	child.kill("SIGKILL");
	throw new Error(`${command.join(" ")} did not answer at ${options.url}`);
}

/**
 * Makes a disposable that ends a program first, and then disposes of everything that it needed.
 *
 * @param needed is emptied: the caller may have declared it with `await using`
 *
 * @example
 * return { ...server, ...ending(needed, server) };
 */
export function disposeInOrder(
	needed: AsyncDisposableStack,
	last: AsyncDisposable,
): AsyncDisposable {
	needed.use(last);
	const all = needed.move();
	return { [Symbol.asyncDispose]: () => all.disposeAsync() };
}

/** A running Widthwise. */
export type RunningWidthwise = Running & {
	/** The absolute path of its data folder, which everyone may read. */
	readonly dataDir: string;
};

/**
 * Starts Widthwise as users do, but without cuts in the background, with an empty temporary data folder.
 *
 * @param launcher the beginning of its command, as of a `Placement`
 *
 * @example
 * await using server = await runWidthwise({ WORKERS: "1" });
 */
export async function runWidthwise(
	env: Readonly<Record<string, string>> = {},
	launcher: readonly string[] = [],
): Promise<RunningWidthwise> {
	await using started = new AsyncDisposableStack();
	const folder = started.use(await mkdtempDisposable(join(tmpdir(), "widthwise-bench-")));
	// nginx drops its privileges.
	await chmod(folder.path, 0o755);
	const server = await runWidthwiseOn(folder.path, env, launcher);
	return { ...server, ...disposeInOrder(started, server) };
}

/**
 * Starts Widthwise on a data folder, likewise.
 *
 * @example
 * await using server = await runWidthwiseOn("/tmp/photos", { FIRST_SET: "true" });
 */
export async function runWidthwiseOn(
	dataDir: string,
	env: Readonly<Record<string, string>> = {},
	launcher: readonly string[] = [],
): Promise<RunningWidthwise> {
	const port = freePort();
	const server = await run([...launcher, process.execPath, "server/main.ts"], {
		url: `http://127.0.0.1:${port}`,
		readyPath: "/readyz",
		env: {
			DATA_DIR: dataDir,
			PORT: String(port),
			HOST: "127.0.0.1",
			OWNER_TOKEN: TOKEN,
			// It would work while something else is measured.
			FIRST_SET: "false",
			AVIF: "false",
			...env,
		},
	});
	return { ...server, dataDir };
}
