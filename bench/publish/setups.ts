import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { linesOf } from "../latency/line-process.ts";
import { ROOT, runWidthwise } from "../latency/processes.ts";
import type { Environment } from "./environment.ts";
import { makeFreshPlace } from "./fresh-place.ts";

/** Widthwise at work, empty. */
export type Setup = {
	readonly url: string;
	readonly serverPid: number;
	/** Processes of their own that publish; empty: the server does it. */
	readonly workerPids: readonly number[];
	/** What workers have done so far; milliseconds from a photo's begin to its end, without the queue. */
	work(): Promise<Work>;
	stop(): Promise<void>;
};

/** Photos published, and the time that it took. */
export type Work = { readonly published: number; readonly workMs: number };

/**
 * Everything in one process, as `npm start` has it.
 *
 * @example
 * const setup = await startEmbedded(2);
 */
export async function startEmbedded(workers: number): Promise<Setup> {
	const server = await runWidthwise({ WORKERS: String(workers) });
	return {
		url: server.url,
		serverPid: server.pid,
		workerPids: [],
		work: () => countedWork(server.url),
		stop: server.stop,
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
 * const setup = await startProduction(environment, 2);
 */
export async function startProduction(environment: Environment, workers: number): Promise<Setup> {
	const place = await makeFreshPlace(environment);
	const started: { stop(): Promise<void> }[] = [place].map(({ remove }) => ({ stop: remove }));
	const stop = async (): Promise<void> => {
		for (const each of started.toReversed()) await each.stop();
	};
	try {
		const server = await runWidthwise({ ...place.environment, WORKERS: "0" });
		started.push(server);
		const running: RunningWorker[] = [];
		for (let i = 0; i < workers; i++) {
			const worker = await startWorker(place.environment);
			started.push(worker);
			running.push(worker);
		}
		const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
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
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
}

type RunningWorker = { readonly pid: number; readonly work: Work; stop(): Promise<void> };

async function startWorker(environment: Environment): Promise<RunningWorker> {
	const dataDir = await mkdtemp(join(tmpdir(), "widthwise-bench-worker-"));
	const child = Bun.spawn([process.execPath, "worker/main.ts"], {
		cwd: ROOT,
		env: { ...environment, DATA_DIR: dataDir, WORKERS: "1" },
		stdout: "pipe",
		stderr: "inherit",
	});
	const work = { published: 0, workMs: 0 };
	const { promise: ready, resolve } = Promise.withResolvers<boolean>();
	void forEachLine(child.stdout, (line) => {
		resolve(true);
		const [, milliseconds] = /^published in (\d+) ms$/.exec(line) ?? [];
		if (milliseconds === undefined) return;
		work.published += 1;
		work.workMs += Number(milliseconds);
	}).then(() => resolve(false));
	if (!(await ready)) throw new Error(`A worker ended: ${await child.exited}`);
	return {
		pid: child.pid,
		work,
		async stop() {
			child.kill("SIGTERM");
			await child.exited;
			await rm(dataDir, { recursive: true });
		},
	};
}

/** Reads to the end, so that the writer never waits. */
async function forEachLine(
	output: ReadableStream<Uint8Array>,
	tell: (line: string) => void,
): Promise<void> {
	for await (const line of linesOf(output)) tell(line);
}
