import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { linesOf } from "../harness/line-process.ts";
import { ROOT, runWidthwise } from "../harness/processes.ts";
import type { Environment } from "./environment.ts";
import { createFreshServices } from "./fresh-services.ts";

/** Widthwise at work, empty; disposing of it ends it. */
export type Setup = AsyncDisposable & {
	readonly url: string;
	readonly serverPid: number;
	/** Processes of their own that publish; empty: the server does it. */
	readonly workerPids: readonly number[];
	/** What workers have done so far; milliseconds from a photo's begin to its end, without the queue. */
	work(): Promise<Work>;
};

/** Photos published, and the time that it took. */
export type Work = { readonly published: number; readonly workMs: number };

/**
 * Everything in one process, as `npm start` has it.
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
		work: () => countedWork(server.url),
		[Symbol.asyncDispose]: server[Symbol.asyncDispose],
	};
}

/** The server's own count. */
async function countedWork(site: string): Promise<Work> {
	const metrics = await (await fetch(`${site}/metrics`)).text();
	const value = (name: string): number => {
		const line = `widthwise_ingest_seconds_${name}\\{outcome="published"\\} (.*)$`;
		return Number(new RegExp(`^${line}`, "m").exec(metrics)?.[1]);
	};
	return { published: value("count"), workMs: 1000 * value("sum") };
}

/**
 * A server that only serves, and workers of one job each, on Postgres, Redis and buckets.
 *
 * @param environment names them
 *
 * @example
 * await using setup = await startProduction(environment, 2);
 */
export async function startProduction(environment: Environment, workers: number): Promise<Setup> {
	await using started = new AsyncDisposableStack();
	const place = started.use(await createFreshServices(environment));
	const server = started.use(await runWidthwise({ ...place.environment, WORKERS: "0" }));
	const running: RunningWorker[] = [];
	for (let i = 0; i < workers; i++) {
		running.push(started.use(await startWorker(place.environment)));
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
		env: { ...environment, DATA_DIR: dataDir, WORKERS: "1" },
		stdout: "pipe",
		stderr: "inherit",
	});
	const work = { published: 0, workMs: 0 };
	const { promise: ready, resolve } = Promise.withResolvers<boolean>();
	/** Reads to the end, so that the writer never waits. */
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
