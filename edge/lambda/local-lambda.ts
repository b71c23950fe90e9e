import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { type Environment, type FunctionSettings, startEnvironment } from "./environment.ts";
import type { Outcome } from "./runtime-api.ts";

/** A function on this machine. */
export type LocalLambda = {
	/** Runs it once, in a process that is free or in a new one. */
	invoke(event: unknown): Promise<Invoked>;
	close(): Promise<void>;
};

/** What an invocation answered and what it cost. */
export type Invoked = {
	readonly outcome: Outcome;
	/** Whether a process had to be started for it. */
	readonly isCold: boolean;
	/** Milliseconds, the start included. */
	readonly durationMs: number;
	/** The most memory its process ever held, in bytes; `null` where the system does not say. */
	readonly peakMemoryBytes: number | null;
};

/**
 * Runs a zipped function as Lambda does: unpacked, in a Node.js process with no environment but its
 * own, one event at a time, and as many processes as there are events at once. A process that takes
 * too long or too much is killed; the next event gets a new one.
 *
 * @param options.zip the function's zip; its `index.mjs` exports `handler`
 * @param options.concurrency processes at the same time; further events wait
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
	const idle: Environment[] = [];
	const all = new Set<Environment>();
	const line: (() => void)[] = [];
	let busy = 0;

	/** A free process, or a new one. */
	async function take(): Promise<{ readonly environment: Environment; readonly isCold: boolean }> {
		const warm = idle.pop();
		if (warm) return { environment: warm, isCold: false };
		const environment = await startEnvironment({ ...options, folder });
		all.add(environment);
		return { environment, isCold: true };
	}

	async function release(environment: Environment): Promise<void> {
		if (!environment.hasEnded) {
			idle.push(environment);
			return;
		}
		all.delete(environment);
		await environment.close();
	}

	async function run(event: unknown): Promise<Invoked> {
		const startedAt = performance.now();
		const { environment, isCold } = await take();
		const outcome = await environment.invoke(event);
		const durationMs = performance.now() - startedAt;
		const peakMemoryBytes = environment.peakMemoryBytes();
		await release(environment);
		return { outcome, isCold, durationMs, peakMemoryBytes };
	}

	return {
		async invoke(event) {
			if (busy >= options.concurrency) await new Promise<void>((turn) => line.push(turn));
			else busy++;
			try {
				return await run(event);
			} finally {
				const next = line.shift();
				// Its place goes to the next in line.
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
	for (const [name, bytes] of Object.entries(unzipSync(zip))) {
		const path = join(folder, name);
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, bytes);
	}
	return folder;
}
