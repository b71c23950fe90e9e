import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The owner's token of servers under test. */
export const TOKEN = "test-owner-token-0123456789";

/** The server in a process of its own, as its users run it. */
export type RunningServer = {
	readonly url: string;
	readonly pid: number;
	readonly dataDir: string;
	/** What it has printed up to now. */
	output(): string;
	/** Sends a signal and waits for the end; resolves to the exit code, `null` if a signal ended it. */
	stop(signal?: "SIGTERM" | "SIGKILL"): Promise<number | null>;
	/** Ends it at once and removes its data folder. */
	remove(): Promise<void>;
};

/** A program that has ended by itself. */
export type EndedServer = { readonly exitCode: number | null; readonly output: string };

type Environment = Readonly<Record<string, string>>;

/** A new empty folder. */
export function temporaryFolder(): Promise<string> {
	return mkdtemp(join(tmpdir(), "widthwise-server-"));
}

/** Removes a folder with all that is in it. */
export function removeFolder(path: string): Promise<void> {
	return rm(path, { recursive: true, force: true, maxRetries: 5 });
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<string> {
	const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
	const port = String(server.port);
	await server.stop(true);
	return port;
}

/**
 * Starts the server on a data folder; resolves when it listens, rejects with its words if it ends.
 *
 * @param launcher the command that runs it, where it is not to be run directly
 */
export async function startServer(
	dataDir: string,
	environment: Environment = {},
	launcher: readonly string[] = [],
): Promise<RunningServer> {
	const { child, printed } = spawn(dataDir, environment, launcher);
	await Promise.race([printed.until(/^Sign in: .*$/m), child.exited]);
	const address = /^Widthwise is at (\S+)$/m.exec(printed.text())?.[1];
	if (address === undefined) throw new Error(`The server ended: ${printed.text()}`);
	// Behind a proxy it prints the proxy's address.
	const url = environment.PORT ? `http://127.0.0.1:${environment.PORT}` : address;
	const stop: RunningServer["stop"] = async (signal = "SIGTERM") => {
		child.kill(signal);
		await child.exited;
		return child.exitCode;
	};
	return {
		url,
		pid: child.pid,
		dataDir,
		output: printed.text,
		stop,
		async remove() {
			await stop("SIGKILL");
			await removeFolder(dataDir);
		},
	};
}

/** Starts a server that is expected to end by itself. */
export async function runServer(
	dataDir: string,
	environment: Environment = {},
): Promise<EndedServer> {
	const { child, printed } = spawn(dataDir, environment);
	await child.exited;
	await printed.all;
	return { exitCode: child.exitCode, output: printed.text() };
}

function spawn(dataDir: string, environment: Environment, launcher: readonly string[] = []) {
	const program = [process.execPath, "server/main.ts", "--until-stdin-ends"];
	const child = Bun.spawn([...launcher, ...program], {
		cwd: ROOT,
		// Its end follows ours, however that comes: no server outlives its test.
		stdin: "pipe",
		stdout: "pipe",
		stderr: "pipe",
		env: {
			DATA_DIR: dataDir,
			PORT: "0",
			HOST: "127.0.0.1",
			OWNER_TOKEN: TOKEN,
			...environment,
		},
	});
	return { child, printed: collect(child.stdout, child.stderr) };
}

/** The text of streams as it arrives. */
function collect(...streams: readonly ReadableStream<Uint8Array>[]) {
	let text = "";
	let notify = (): void => {};
	const read = async (stream: ReadableStream<Uint8Array>): Promise<void> => {
		const decoder = new TextDecoder();
		for await (const chunk of stream) {
			text += decoder.decode(chunk, { stream: true });
			notify();
		}
	};
	return {
		text: () => text,
		all: Promise.all(streams.map(read)),
		until: (pattern: RegExp): Promise<void> =>
			new Promise((resolve) => {
				notify = () => {
					if (pattern.test(text)) resolve();
				};
				notify();
			}),
	};
}
