import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { peakMemory } from "./peak-memory.ts";
import { type Outcome, startRuntimeApi } from "./runtime-api.ts";

/** What a function is allowed and what it is given. */
export type FunctionSettings = {
	/** The folder its zip was unpacked into; `index.mjs` exports `handler`. */
	readonly folder: string;
	/** The Node.js that runs it. */
	readonly node: string;
	readonly memoryMegabytes: number;
	readonly timeoutMs: number;
	/** Counts `timeoutMs`; by the clock unless it is said otherwise. */
	readonly startTimer?: StartTimer | undefined;
	/** Its environment, all of it: nothing of ours is passed on. */
	readonly environment: Readonly<Record<string, string>>;
	/** Told what it prints. */
	readonly onOutput?: ((text: string) => void) | undefined;
};

/** Calls back after a time, in milliseconds, unless what it returns is called before. */
export type StartTimer = (timeMs: number, onTimeout: () => void) => () => void;

/** One process of a function: runs one event at a time. */
export type Environment = {
	/** Whether it ended: by itself, or because it took too long or too much. */
	readonly hasEnded: boolean;
	invoke(event: unknown): Promise<Outcome>;
	/** The most memory it ever held, in bytes; `null` where the system does not say. */
	peakMemoryBytes(): number | null;
	close(): Promise<void>;
};

const CLIENT = fileURLToPath(new URL("./runtime-client.mjs", import.meta.url));

/** How often memory is looked at, in milliseconds. */
const WATCH_MS = 50;

/**
 * Starts a process for a function and waits until it has loaded, as Lambda does for a cold start.
 *
 * @throws {Error} if the function does not load
 *
 * @example
 * const environment = await startEnvironment(settings);
 * const outcome = await environment.invoke(event);
 */
export async function startEnvironment(settings: FunctionSettings): Promise<Environment> {
	const { folder, node, memoryMegabytes, timeoutMs, environment, onOutput } = settings;
	const { startTimer = byTheClock } = settings;
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

	/** The first of: an answer, the end of the process, too much time, too much memory. */
	async function limited(pending: Promise<Outcome>): Promise<Outcome> {
		const broken = Promise.withResolvers<Outcome>();
		const breakOff = (errorType: string, errorMessage: string): void => {
			child.kill("SIGKILL");
			broken.resolve({ ok: false, error: { errorType, errorMessage } });
		};
		const stopTimer = startTimer(timeoutMs, () =>
			breakOff("Sandbox.Timedout", `Task timed out after ${timeoutMs} ms`),
		);
		const stopIfTooLarge = (): void => {
			if (isTooLarge())
				breakOff("Runtime.OutOfMemory", `More than ${memoryMegabytes} MB were used`);
		};
		const watch = setInterval(stopIfTooLarge, WATCH_MS);
		try {
			const outcome = await Promise.race([pending, exited, broken.promise]);
			// It may have taken too much and answered between two looks.
			stopIfTooLarge();
			return await Promise.race([broken.promise, outcome]);
		} finally {
			stopTimer();
			clearInterval(watch);
		}
	}

	const started = await limited(api.ready);
	if (!started.ok) {
		child.kill("SIGKILL");
		api.close();
		throw new Error(`${started.error.errorType}: ${started.error.errorMessage}`);
	}
	return {
		get hasEnded() {
			return child.exitCode !== null || child.signalCode !== null || child.killed;
		},
		invoke: (event) => limited(api.invoke(event, Date.now() + timeoutMs)),
		peakMemoryBytes: () => peak,
		async close() {
			child.kill("SIGKILL");
			await exited;
			api.close();
		},
	};
}

const byTheClock: StartTimer = (timeMs, onTimeout) => {
	const timer = setTimeout(onTimeout, timeMs);
	return () => clearTimeout(timer);
};

function untilExit(child: ChildProcess): Promise<Outcome> {
	return new Promise((resolve) => {
		const end = (words: string): void =>
			resolve({ ok: false, error: { errorType: "Runtime.ExitError", errorMessage: words } });
		child.once("error", (error) => end(error.message));
		child.once("exit", (code, signal) => end(`The process ended with ${signal ?? code}`));
	});
}
