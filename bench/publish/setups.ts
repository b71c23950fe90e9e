import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { linesOf } from "../harness/line-process.ts";
import { ROOT, runWidthwise } from "../harness/processes.ts";
import type { Environment } from "./environment.ts";
import { createFreshServices } from "./fresh-services.ts";

/** A running Widthwise without photos; disposing ends it. */
export type Setup = AsyncDisposable & {
	readonly url: string;
	readonly serverPid: number;
	/** Separate worker processes; empty: the server publishes. */
	readonly workerPids: readonly number[];
	/** Returns the work that workers have done so far. */
	work(): Promise<Work>;
};

/** The number of published photos, and the time spent on them, without the queue. */
export type Work = { readonly published: number; readonly workMs: number };

/**
 * Starts everything in one process, as `npm start` does.
 *
 * @example
 * await using setup = await startEmbedded(2);
 */
export async function startEmbedded(workers: number): Promise<Setup> {
	const server = await runWidthwise({ WORKERS: String(workers) });
	return {
		url: server.url,
		serverPid: server.pid,
		workerPids: [],
		work: () => readWork(server.url),
		[Symbol.asyncDispose]: server[Symbol.asyncDispose],
	};
}

/** Reads the work from the server's metrics. */
async function readWork(site: string): Promise<Work> {
	const metrics = await (await fetch(`${site}/metrics`)).text();
	const value = (name: string): number => {
		const line = `widthwise_ingest_seconds_${name}\\{outcome="published"\\} (.*)$`;
		return Number(new RegExp(`^${line}`, "m").exec(metrics)?.[1]);
	};
	return { published: value("count"), workMs: 1000 * value("sum") };
}

/**
 * Starts a server that only serves, and workers with one job each, on Postgres, Redis and buckets.
 *
 * @param environment the settings of these servers
 *
 * @example
 * await using setup = await startProduction(environment, 2);
 */
export async function startProduction(environment: Environment, workers: number): Promise<Setup> {
	await using started = new AsyncDisposableStack();
	const services = started.use(await createFreshServices(environment));
	const server = started.use(await runWidthwise({ ...services.environment, WORKERS: "0" }));
	const running: RunningWorker[] = [];
	for (let i = 0; i < workers; i++) {
		running.push(started.use(await startWorker(services.environment)));
	}
	const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
	const all = started.move();
	return {
		url: server.url,
		serverPid: server.pid,
		workerPids: running.map(({ pid }) => pid),
		async work() {
			return {
				published: sum(running.map(({ work }) => work.published)),
				workMs: sum(running.map(({ work }) => work.workMs)),
			};
		},
		[Symbol.asyncDispose]: () => all.disposeAsync(),
	};
}

type RunningWorker = AsyncDisposable & { readonly pid: number; readonly work: Work };

async function startWorker(environment: Environment): Promise<RunningWorker> {
	const dataDir = await mkdtemp(join(tmpdir(), "widthwise-bench-worker-"));
	const child = Bun.spawn([process.execPath, "worker/programs/worker.ts"], {
		cwd: ROOT,
		env: { AVIF: "false", ...environment, DATA_DIR: dataDir, WORKERS: "1" },
		stdout: "pipe",
		stderr: "inherit",
	});
	const work = { published: 0, workMs: 0 };
	const { promise: ready, resolve } = Promise.withResolvers<boolean>();
	/** Reads all output, so that the worker never blocks on it. */
	async function readLines(): Promise<void> {
		for await (const line of linesOf(child.stdout)) {
			resolve(true);
			const [, milliseconds] = /^published in (\d+) ms$/.exec(line) ?? [];
			if (milliseconds === undefined) continue;
			work.published += 1;
			work.workMs += Number(milliseconds);
		}
	}
	void readLines().then(() => resolve(false));
	if (!(await ready)) throw new Error(`A worker ended: ${await child.exited}`);
	return {
		pid: child.pid,
		work,
		async [Symbol.asyncDispose]() {
			child.kill("SIGTERM");
			await child.exited;
			await rm(dataDir, { recursive: true });
		},
	};
}
