import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const ROOT: string = fileURLToPath(new URL("../..", import.meta.url));

/** A program that serves HTTP on this machine. Disposing of it ends it and waits. */
export type Running = AsyncDisposable & {
	readonly url: string;
	readonly pid: number;
};

/** The token that benches use. */
export const TOKEN = "bench-owner-token-0123456789";

/**
 * A port that was free a moment ago.
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
 * Starts a program and waits until its address answers.
 *
 * @param options.readyPath a path that answers once it is ready
 * @throws {Error} if it ends, or has not answered within a minute
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
		env: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", ...options.env },
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
 * What disposes of a program first, and then of all that it needed.
 *
 * @param needed taken over: it may be a stack that its owner declared with `await using`
 *
 * @example
 * return { ...server, ...ending(needed, server) };
 */
export function disposeInOrder(needed: AsyncDisposableStack, last: AsyncDisposable): AsyncDisposable {
	needed.use(last);
	const all = needed.move();
	return { [Symbol.asyncDispose]: () => all.disposeAsync() };
}

/**
 * Starts Widthwise as its users do, on an empty data folder of its own, removed when it stops.
 *
 * @example
 * await using server = await runWidthwise({ WORKERS: "1" });
 */
export async function runWidthwise(env: Readonly<Record<string, string>> = {}): Promise<Running> {
	await using started = new AsyncDisposableStack();
	const folder = started.use(await mkdtempDisposable(join(tmpdir(), "widthwise-bench-")));
	const port = freePort();
	const server = await run([process.execPath, "server/main.ts"], {
		url: `http://127.0.0.1:${port}`,
		readyPath: "/readyz",
		env: {
			DATA_DIR: folder.path,
			PORT: String(port),
			HOST: "127.0.0.1",
			OWNER_TOKEN: TOKEN,
			...env,
		},
	});
	return { ...server, ...disposeInOrder(started, server) };
}
