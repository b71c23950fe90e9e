import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
	type ExecutionEnvironment,
	type FunctionSettings,
	startExecutionEnvironment,
} from "./execution-environment.ts";
import type { Outcome } from "./runtime-api.ts";
import { unzip } from "./unzip.ts";

/** A function on this machine. */
export type LocalLambda = {
	/** Runs it once, in an idle process or in a new one. */
	invoke(event: unknown): Promise<InvocationResult>;
	close(): Promise<void>;
};

/** The outcome and the cost of an invocation. */
export type InvocationResult = {
	readonly outcome: Outcome;
	/** Whether it started a new process. */
	readonly isCold: boolean;
	/** Milliseconds, including the start of the process. */
	readonly durationMs: number;
	/** The process's peak memory, in bytes; `null` if the system does not report it. */
	readonly peakMemoryBytes: number | null;
};

/**
 * Makes a runtime that executes a zipped function as Lambda does: unpacked, in Node.js processes with
 * only the function's own environment. Each process handles one event at a time; simultaneous events
 * start more processes. A process that exceeds its time or memory is killed, and the next event starts
 * a new one.
 *
 * @param options.zip the function's zip; its `index.mjs` exports `handler`
 * @param options.concurrency maximum number of processes; further events wait
 *
 * @example
 * const lambda = await createLocalLambda({ zip, node, memoryMegabytes: 1024, timeoutMs: 30_000, environment: {}, concurrency: 2 });
 * const { outcome } = await lambda.invoke(event);
 */
export async function createLocalLambda(
	options: Omit<FunctionSettings, "folder"> & {
		readonly zip: Uint8Array;
		readonly concurrency: number;
	},
): Promise<LocalLambda> {
	const folder = await unpack(options.zip);
	const idle: ExecutionEnvironment[] = [];
	const all = new Set<ExecutionEnvironment>();
	const waiting: (() => void)[] = [];
	let busy = 0;

	/** Returns an idle process, or a new one. */
	async function acquire(): Promise<{
		readonly environment: ExecutionEnvironment;
		readonly isCold: boolean;
	}> {
		const warm = idle.pop();
		if (warm) return { environment: warm, isCold: false };
		const environment = await startExecutionEnvironment({ ...options, folder });
		all.add(environment);
		return { environment, isCold: true };
	}

	async function release(environment: ExecutionEnvironment): Promise<void> {
		if (!environment.hasEnded) {
			idle.push(environment);
			return;
		}
		all.delete(environment);
		await environment.close();
	}

	async function run(event: unknown): Promise<InvocationResult> {
		const startedAt = performance.now();
		const { environment, isCold } = await acquire();
		const outcome = await environment.invoke(event);
		const durationMs = performance.now() - startedAt;
		const peakMemoryBytes = environment.peakMemoryBytes();
		await release(environment);
		return { outcome, isCold, durationMs, peakMemoryBytes };
	}

	return {
		async invoke(event) {
			if (busy >= options.concurrency) await new Promise<void>((turn) => waiting.push(turn));
			else busy++;
			try {
				return await run(event);
			} finally {
				const next = waiting.shift();
				// The next event takes over this slot.
				if (next) next();
				else busy--;
			}
		},
		async close() {
			await Promise.all([...all].map((environment) => environment.close()));
			await rm(folder, { recursive: true, force: true });
		},
	};
}

async function unpack(zip: Uint8Array): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), "widthwise-lambda-"));
	for (const [name, bytes] of unzip(zip)) {
		const path = join(folder, name);
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, bytes);
	}
	return folder;
}
