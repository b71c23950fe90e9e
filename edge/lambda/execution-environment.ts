import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { peakMemory } from "./peak-memory.ts";
import { type Outcome, startRuntimeApi } from "./runtime-api.ts";

/** The settings and limits of a function. */
export type FunctionSettings = {
	/** The folder with its unpacked zip; `index.mjs` exports `handler`. */
	readonly folder: string;
	/** Path of the Node.js that runs it. */
	readonly node: string;
	readonly memoryMegabytes: number;
	readonly timeoutMs: number;
	/** The timer for `timeoutMs`; `setTimeout` by default. */
	readonly startTimer?: StartTimer | undefined;
	/** The complete environment: variables of this process are not inherited. */
	readonly environment: Readonly<Record<string, string>>;
	/** Called with its output. */
	readonly onOutput?: ((text: string) => void) | undefined;
};

/** Calls `onTimeout` after a time in milliseconds; returns a function that cancels the timer. */
export type StartTimer = (timeMs: number, onTimeout: () => void) => () => void;

/** One process of a function; it handles one event at a time. */
export type ExecutionEnvironment = {
	/** Whether the process has exited or was killed. */
	readonly hasEnded: boolean;
	invoke(event: unknown): Promise<Outcome>;
	/** The process's peak memory, in bytes; `null` if the system does not report it. */
	peakMemoryBytes(): number | null;
	close(): Promise<void>;
};

const CLIENT = fileURLToPath(new URL("./runtime-client.mjs", import.meta.url));

/** The interval for memory checks, in milliseconds. */
const MEMORY_CHECK_MS = 50;

/**
 * Starts a process for a function and waits until it has loaded, as Lambda does for a cold start.
 *
 * @throws {Error} if the function does not load
 *
 * @example
 * const environment = await startExecutionEnvironment(settings);
 * const outcome = await environment.invoke(event);
 */
export async function startExecutionEnvironment(
	settings: FunctionSettings,
): Promise<ExecutionEnvironment> {
	const { folder, node, memoryMegabytes, timeoutMs, environment, onOutput } = settings;
	const { startTimer = startRealTimer } = settings;
	const api = await startRuntimeApi();
	const child = spawn(node, [CLIENT, api.address, `${folder}/index.mjs`], {
		cwd: folder,
		env: { ...environment, AWS_LAMBDA_RUNTIME_API: api.address, LAMBDA_TASK_ROOT: folder },
		stdio: ["pipe", "pipe", "pipe"],
	});
	child.stdout?.on("data", (chunk) => onOutput?.(String(chunk)));
	child.stderr?.on("data", (chunk) => onOutput?.(String(chunk)));
	const exited = untilExit(child);
	let peak: number | null = null;

	function isTooLarge(): boolean {
		peak = peakMemory(child.pid) ?? peak;
		return peak !== null && peak > memoryMegabytes * 1024 * 1024;
	}

	/** Resolves with the first of a response, the end of the process, a time-out, too much memory. */
	async function withLimits(pending: Promise<Outcome>): Promise<Outcome> {
		const aborted = Promise.withResolvers<Outcome>();
		const abort = (errorType: string, errorMessage: string): void => {
			child.kill("SIGKILL");
			aborted.resolve({ ok: false, error: { errorType, errorMessage } });
		};
		const stopTimer = startTimer(timeoutMs, () =>
			abort("Sandbox.Timedout", `Task timed out after ${timeoutMs} ms`),
		);
		const abortIfTooLarge = (): void => {
			if (isTooLarge())
				abort("Runtime.OutOfMemory", `The process used more than ${memoryMegabytes} MB`);
		};
		const memoryCheck = setInterval(abortIfTooLarge, MEMORY_CHECK_MS);
		try {
			const outcome = await Promise.race([pending, exited, aborted.promise]);
			// It may have exceeded the limit since the last check.
			abortIfTooLarge();
			return await Promise.race([aborted.promise, outcome]);
		} finally {
			stopTimer();
			clearInterval(memoryCheck);
		}
	}

	const started = await withLimits(api.ready);
	if (!started.ok) {
		child.kill("SIGKILL");
		api.close();
		throw new Error(`${started.error.errorType}: ${started.error.errorMessage}`);
	}
	return {
		get hasEnded() {
			return child.exitCode !== null || child.signalCode !== null || child.killed;
		},
		invoke: (event) => withLimits(api.invoke(event, Date.now() + timeoutMs)),
		peakMemoryBytes: () => peak,
		async close() {
			child.kill("SIGKILL");
			await exited;
			api.close();
		},
	};
}

const startRealTimer: StartTimer = (timeMs, onTimeout) => {
	const timer = setTimeout(onTimeout, timeMs);
	return () => clearTimeout(timer);
};

function untilExit(child: ChildProcess): Promise<Outcome> {
	return new Promise((resolve) => {
		const fail = (errorMessage: string): void =>
			resolve({ ok: false, error: { errorType: "Runtime.ExitError", errorMessage } });
		child.once("error", (error) => fail(error.message));
		child.once("exit", (code, signal) => fail(`The process ended with ${signal ?? code}`));
	});
}
