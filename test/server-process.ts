import { fileURLToPath } from "node:url";
import { compilerSettings } from "../bench/harness/settings.ts";
import { within } from "./patience.ts";
import type { RunningServer } from "./running-server.ts";
import { type Environment, serverEnvironment } from "./server-environment.ts";
import { removeFolder } from "./temporary-folder.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The server in a process of its own, as in production. `await using` kills it. */
export type ServerProcess = RunningServer & {
	readonly pid: number;
	/** What it has printed so far, its log included. */
	output(): string;
	/** Sends a signal and waits for the end; resolves to the exit code, `null` if a signal ended it. */
	stop(signal?: "SIGTERM" | "SIGKILL"): Promise<number | null>;
};

/** A server that has ended by itself. */
export type EndedServer = { readonly exitCode: number | null; readonly output: string };

/**
 * Starts the server on a data folder; resolves when it listens, rejects with its output if it does not.
 *
 * @param launcher a command that runs the server as its last arguments; empty to run it directly
 */
export async function startServer(
	dataDir: string,
	environment: Environment = {},
	launcher: readonly string[] = [],
): Promise<ServerProcess> {
	const program = spawn(dataDir, environment, launcher);
	const { child, logged, output } = program;
	const address = await untilListening(program);
	const stop: ServerProcess["stop"] = async (signal = "SIGTERM") => {
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
		log: logged.text,
		output,
		stop,
		close: async () => void (await stop()),
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
	await withOutput(program, "the server ends by itself", program.child.exited);
	await within("the end of the server's output", program.outputEnds);
	return { exitCode: program.child.exitCode, output: program.output() };
}

type Program = ReturnType<typeof spawn>;

/** Waits until the server listens; resolves to the address that it prints. */
async function untilListening(program: Program): Promise<string> {
	const { child, printed, output, outputEnds } = program;
	const listening = Promise.race([printed.until(/^Sign in: .*$/m), child.exited]);
	await withOutput(program, "the server listens", listening);
	const address = /^Widthwise is at (\S+)$/m.exec(printed.text())?.[1];
	if (address !== undefined) return address;
	await within("the end of the server's output", outputEnds);
	throw new Error(`The server ended: ${output()}`);
}

/** Waits for an event; if it does not happen, kills the program and adds its output to the error. */
async function withOutput(
	{ child, output }: Program,
	what: string,
	event: Promise<unknown>,
): Promise<void> {
	try {
		await within(what, event);
	} catch (cause) {
		child.kill("SIGKILL");
		await child.exited;
		throw new Error(`The server did not do what the test expects. It printed: ${output()}`, {
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
		env: { ...serverEnvironment(dataDir, environment), ...compilerSettings },
	});
	const [printed, logged] = [collect(child.stdout), collect(child.stderr)];
	return {
		...{ child, printed, logged },
		output: () => printed.text() + logged.text(),
		outputEnds: Promise.all([printed.end, logged.end]),
	};
}

/** Collects the text of a stream as it arrives. */
function collect(stream: ReadableStream<Uint8Array>) {
	let text = "";
	let notify = (): void => {};
	const read = async (): Promise<void> => {
		const decoder = new TextDecoder();
		for await (const chunk of stream) {
			text += decoder.decode(chunk, { stream: true });
			notify();
		}
	};
	return {
		text: () => text,
		end: read(),
		until: (pattern: RegExp): Promise<void> =>
			new Promise((resolve) => {
				notify = () => {
					if (pattern.test(text)) resolve();
				};
				notify();
			}),
	};
}
