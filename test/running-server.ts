import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { copyEmptyDatabase } from "./empty-database.ts";
import { createMigratedDatabase, dropMigratedDatabase } from "./migrated-database.ts";
import { within } from "./patience.ts";
import { isExpected } from "./requirements.ts";
import { compilerSettings } from "./settings.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The owner's token of servers under test. */
export const TOKEN = "test-owner-token-0123456789";

/** The server in a process of its own, as in production. `await using` kills it. */
export type RunningServer = AsyncDisposable & {
	readonly url: string;
	readonly pid: number;
	readonly dataDir: string;
	/** Its output so far. */
	output(): string;
	/** Sends a signal and waits for the end; resolves to the exit code, `null` if a signal ended it. */
	stop(signal?: "SIGTERM" | "SIGKILL"): Promise<number | null>;
	/** Kills it and deletes its data folder. */
	remove(): Promise<void>;
};

/** A server that has ended by itself. */
export type EndedServer = { readonly exitCode: number | null; readonly output: string };

type Environment = Readonly<Record<string, string>>;

/** Makes a new, empty folder. */
export function temporaryFolder(): Promise<string> {
	return mkdtemp(join(tmpdir(), "widthwise-server-"));
}

/** Deletes a folder and everything in it. */
export function removeFolder(path: string): Promise<void> {
	return rm(path, { recursive: true, force: true, maxRetries: 5 });
}

/** Finds a port that was free a moment ago. */
export async function freePort(): Promise<string> {
	const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
	const port = String(server.port);
	await server.stop(true);
	return port;
}

/**
 * Makes a data folder with an empty PGlite database, as a first start leaves it: a server starts much
 * faster on it. Tests of a first start use {@link temporaryFolder}.
 */
export async function startedFolder(): Promise<string> {
	const folder = await temporaryFolder();
	await copyEmptyDatabase(join(folder, "database"));
	return folder;
}

/**
 * Starts the server on a new data folder, which `await using` also deletes. The database is in the
 * shared Postgres if there is one, because PGlite takes most of the time of a start.
 */
export async function startNewServer(environment: Environment = {}): Promise<RunningServer> {
	if (!isExpected("postgres")) return startPgliteServer(environment);
	const DATABASE_URL = await createMigratedDatabase();
	const dataDir = await temporaryFolder();
	return startOrDelete(dataDir, { DATABASE_URL, ...environment }, async () => {
		await removeFolder(dataDir);
		await dropMigratedDatabase(DATABASE_URL);
	});
}

/**
 * Starts the server on a new data folder with everything in it, the database too, as by default.
 * Another server can be started on that folder later.
 */
export async function startPgliteServer(environment: Environment = {}): Promise<RunningServer> {
	const dataDir = await startedFolder();
	return startOrDelete(dataDir, environment, () => removeFolder(dataDir));
}

async function startOrDelete(
	dataDir: string,
	environment: Environment,
	deleteData: () => Promise<void>,
): Promise<RunningServer> {
	try {
		const server = await startServer(dataDir, environment);
		const remove = async (): Promise<void> => {
			await server.stop("SIGKILL");
			await deleteData();
		};
		return { ...server, remove, [Symbol.asyncDispose]: remove };
	} catch (error) {
		await deleteData();
		throw error;
	}
}

/**
 * Starts the server on a data folder; resolves when it listens, rejects with its output if it does not.
 *
 * @param launcher a command that runs the server as its last arguments; empty to run it directly
 */
export async function startServer(
	dataDir: string,
	environment: Environment = {},
	launcher: readonly string[] = [],
): Promise<RunningServer> {
	const program = spawn(dataDir, environment, launcher);
	const { child, printed } = program;
	const address = await untilListening(program);
	const stop: RunningServer["stop"] = async (signal = "SIGTERM") => {
		child.kill(signal);
		await withOutput(program, `the server ends after ${signal}`, child.exited);
		return child.exitCode;
	};
	const remove = async (): Promise<void> => {
		await stop("SIGKILL");
		await removeFolder(dataDir);
	};
	return {
		// Behind a proxy, the server prints the proxy's address.
		url: environment.PORT ? `http://127.0.0.1:${environment.PORT}` : address,
		pid: child.pid,
		dataDir,
		output: printed.text,
		stop,
		remove,
		[Symbol.asyncDispose]: async () => void (await stop("SIGKILL")),
	};
}

/** Starts a server that is expected to end by itself. */
export async function runServer(
	dataDir: string,
	environment: Environment = {},
): Promise<EndedServer> {
	const program = spawn(dataDir, environment);
	const { child, printed } = program;
	await withOutput(program, "the server ends by itself", child.exited);
	await within("the end of the server's output", printed.all);
	return { exitCode: child.exitCode, output: printed.text() };
}

type Program = ReturnType<typeof spawn>;

/** Waits until the server listens; resolves to the address that it prints. */
async function untilListening(program: Program): Promise<string> {
	const { child, printed } = program;
	const listening = Promise.race([printed.until(/^Sign in: .*$/m), child.exited]);
	await withOutput(program, "the server listens", listening);
	const address = /^Widthwise is at (\S+)$/m.exec(printed.text())?.[1];
	if (address !== undefined) return address;
	await within("the end of the server's output", printed.all);
	throw new Error(`The server ended: ${printed.text()}`);
}

/** Waits for an event; if it does not happen, kills the program and adds its output to the error. */
async function withOutput(
	{ child, printed }: Program,
	what: string,
	event: Promise<unknown>,
): Promise<void> {
	try {
		await within(what, event);
	} catch (cause) {
		child.kill("SIGKILL");
		await child.exited;
		throw new Error(`The server did not do what the test expects. It printed: ${printed.text()}`, {
			cause,
		});
	}
}

function spawn(dataDir: string, environment: Environment, launcher: readonly string[] = []) {
	const program = [process.execPath, "server/main.ts", "--until-stdin-ends"];
	const child = Bun.spawn([...launcher, ...program], {
		cwd: ROOT,
		// The server ends with this process, however this process ends: no server outlives its test.
		stdin: "pipe",
		stdout: "pipe",
		stderr: "pipe",
		env: {
			DATA_DIR: dataDir,
			PORT: "0",
			HOST: "127.0.0.1",
			OWNER_TOKEN: TOKEN,
			// It takes seconds of processor time for each photo. Tests of it turn it on.
			FIRST_SET: "false",
			AVIF: "false",
			// Tests of the log ask for more.
			LOG_LEVEL: "warn",
			...compilerSettings,
			...environment,
		},
	});
	return { child, printed: collect(child.stdout, child.stderr) };
}

/** Collects the text of streams as it arrives. */
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
