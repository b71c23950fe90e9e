import { clearTimeout, setTimeout } from "node:timers";
import type { URL } from "node:url";
import { Worker } from "node:worker_threads";
import { abortable } from "../../async/abortable.ts";
import type { Alarm, SetAlarm } from "../../async/alarm.ts";
import { within } from "../../async/within.ts";
import { WidthwiseError } from "../../errors.ts";
import { cannotStart, crashed, tookTooLong, unavailable, wasClosed } from "./pool-errors.ts";
import type { PoolState } from "./pool-state.ts";
import type { ThreadReply } from "./serve-jobs.ts";
import { limitProcessorTime, processorMs as ofProcess } from "./time-limit.ts";

/** The threads of a pool and their time limits. */
export type PoolOptions = {
	/** The module that each thread runs; it must call `serveJobs`. */
	readonly thread: URL;
	/** Passed to every thread when it starts, in its `ThreadData` (structured clone). */
	readonly settings: unknown;
	/** Maximum number of threads, at least 1. */
	readonly size: number;
	/**
	 * Milliseconds of processor time that one job may take, counted from when a thread begins it. Where
	 * other programs take the processor, a job may last longer.
	 */
	readonly timeoutMs: number;
	/** Milliseconds of processor time a thread may take to become ready. */
	readonly startTimeoutMs: number;
	/** Milliseconds after its last job at which an idle thread and its memory are released. */
	readonly idleMs: number;
	/**
	 * Megabytes that a thread's objects may take, without buffers; one that takes more is ended. Bun ignores
	 * it. Default: the runtime's limit.
	 */
	readonly maxHeapMb?: number;
	/** The clock for these times. Default: real time. */
	readonly setAlarm?: SetAlarm;
	/** Returns the processor time that this process has used, in milliseconds. */
	readonly processorMs?: () => number;
};

/** A fixed number of threads that run queued jobs, first come, first served. */
export type Pool<Job, Result> = {
	/**
	 * Rejects with the job's own `WidthwiseError`, or with `engine-timeout`, `engine-failed` or
	 * `engine-unavailable`; or with the signal's reason as soon as it is aborted. A queued job then
	 * leaves the queue. A running one keeps its thread until it ends, and its result is dropped.
	 */
	run(job: Job, signal?: AbortSignal): Promise<Result>;
	state(): PoolState;
	/** Ends all threads; queued and running jobs reject. Safe to repeat. */
	close(): Promise<void>;
};

type Task<Job, Result> = {
	readonly job: Job;
	readonly resolve: (result: Result) => void;
	readonly reject: (error: WidthwiseError) => void;
};

type Thread<Job, Result> = {
	readonly worker: Worker;
	ready: boolean;
	task: Task<Job, Result> | undefined;
	alarm: Alarm | undefined;
};

/** JavaScriptCore cannot interrupt a tight WebAssembly loop, so `terminate` may never resolve. */
const TERMINATE_MS = 2000;

/**
 * Creates a pool of threads for work that would block the event loop. Threads start when there is
 * work, and end after `idleMs` without any: WebAssembly memory never shrinks, so ending the thread is
 * the only way to release it. A thread that is stuck, crashes or runs out of memory is replaced; only
 * its own job is lost. Idle threads do not keep the process alive.
 *
 * A job that is aborted while it runs does not end its thread: another would take its start-up time,
 * and where `terminate` waits for the job, more threads than `size` would be at work.
 *
 * The queue is not bounded: a queued job only references bytes that its caller holds anyway, and
 * only the caller knows whether anyone is waiting for it.
 *
 * @example
 * const thread = new URL("./double-thread.ts", import.meta.url);
 * const pool = createPool<number, number>({
 *   thread, settings: null, size: 2, timeoutMs: 30_000, startTimeoutMs: 20_000, idleMs: 15_000,
 * });
 * await pool.run(21); // 42
 */
export function createPool<Job, Result>(options: PoolOptions): Pool<Job, Result> {
	const { setAlarm = setThreadAlarm, processorMs = ofProcess } = options;
	const queue: Task<Job, Result>[] = [];
	const threads = new Set<Thread<Job, Result>>();
	/** Threads that are ending and hold their memory still. */
	let ending = 0;
	let closed = false;
	/** What the first thread has made for all. */
	let shared: unknown;

	function dispatch(): void {
		const all = [...threads];
		for (const thread of all) {
			if (!thread.ready || thread.task) continue;
			const task = queue.shift();
			if (!task) return;
			assign(thread, task);
		}
		const starting = all.filter((thread) => !thread.ready).length;
		const missing = Math.min(queue.length - starting, options.size - threads.size - ending);
		for (let i = 0; i < missing; i++) start();
	}

	function start(): void {
		const worker = startWorker();
		if (!worker) return;
		const thread: Thread<Job, Result> = { worker, ready: false, task: undefined, alarm: undefined };
		threads.add(thread);
		thread.alarm = limit(options.startTimeoutMs, () => lose(thread, cannotStart()));
		worker.on("message", (reply: ThreadReply<Result>) => receive(thread, reply));
		const ended = (cause?: unknown) => (thread.ready ? crashed(cause) : cannotStart(cause));
		worker.on("error", (cause) => lose(thread, ended(cause)));
		worker.on("exit", () => lose(thread, ended()));
	}

	/** Some runtimes have the class but no threads. */
	function startWorker(): Worker | null {
		try {
			const limits = options.maxHeapMb && { maxOldGenerationSizeMb: options.maxHeapMb };
			const workerOptions = {
				workerData: { settings: options.settings, shared },
				// Bun: dead copies of files are collected soon. The heavy work is in WebAssembly.
				smol: true,
				...(limits && { resourceLimits: limits }),
			};
			return new Worker(options.thread, workerOptions);
		} catch (cause) {
			queue.shift()?.reject(cannotStart(cause));
			return null;
		}
	}

	function assign(thread: Thread<Job, Result>, task: Task<Job, Result>): void {
		thread.alarm?.cancel();
		thread.task = task;
		thread.worker.ref();
		thread.alarm = limit(options.timeoutMs, () => lose(thread, tookTooLong()));
		try {
			thread.worker.postMessage(task.job);
		} catch (cause) {
			lose(thread, crashed(cause));
		}
	}

	function limit(timeoutMs: number, onOver: () => void): Alarm {
		const threadsAtWork = () => [...threads].filter(({ ready, task }) => task || !ready).length;
		return limitProcessorTime({ timeoutMs, setAlarm, processorMs, threadsAtWork, onOver });
	}

	function receive(thread: Thread<Job, Result>, reply: ThreadReply<Result>): void {
		if (!threads.has(thread)) return;
		if (reply.kind === "unavailable") {
			lose(thread, unavailable(reply.message, reply.reason));
			return;
		}
		thread.alarm?.cancel();
		const task = thread.task;
		thread.task = undefined;
		thread.ready = true;
		if (reply.kind === "ready") shared ??= reply.shared;
		if (reply.kind === "done") task?.resolve(reply.value);
		if (reply.kind === "failed") task?.reject(new WidthwiseError(reply.code, reply.message));
		if (reply.kind !== "ready" && reply.isWornOut) retire(thread);
		else idle(thread);
		dispatch();
	}

	function idle(thread: Thread<Job, Result>): void {
		thread.worker.unref();
		thread.alarm = setAlarm(() => retire(thread), options.idleMs);
		thread.alarm.unref();
	}

	/** If a thread cannot start, the oldest job fails. Otherwise it would be restarted forever. */
	function lose(thread: Thread<Job, Result>, error: WidthwiseError): void {
		if (!threads.has(thread)) return;
		const task = thread.ready ? thread.task : queue.shift();
		drop(thread);
		task?.reject(error);
		dispatch();
	}

	/** Ends a thread without work. Another starts when the memory of this one is free. */
	function retire(thread: Thread<Job, Result>): void {
		ending++;
		const ended = within<unknown>(TERMINATE_MS, drop(thread), () => {});
		ended
			.catch(() => {})
			.then(() => {
				ending--;
				dispatch();
			});
	}

	function drop(thread: Thread<Job, Result>): Promise<unknown> {
		threads.delete(thread);
		thread.alarm?.cancel();
		return thread.worker.terminate();
	}

	function runInTurn(job: Job, signal: AbortSignal | undefined): Promise<Result> {
		let task: Task<Job, Result> | undefined;
		const enqueue = (): Promise<Result> =>
			new Promise((resolve, reject) => {
				task = { job, resolve, reject };
				queue.push(task);
				dispatch();
			});
		const leave = (): void => {
			const place = task ? queue.indexOf(task) : -1;
			if (place >= 0) queue.splice(place, 1);
		};
		return abortable(signal, enqueue, leave);
	}

	return {
		async run(job, signal) {
			if (closed) throw wasClosed();
			return runInTurn(job, signal);
		},
		state: () => ({
			threads: threads.size,
			busy: [...threads].filter(({ task }) => task).length,
			size: options.size,
			waiting: queue.length,
		}),
		async close() {
			closed = true;
			const all = [...threads];
			const unfinished = [...all.flatMap((thread) => thread.task ?? []), ...queue.splice(0)];
			const ended = Promise.allSettled(all.map(drop));
			for (const task of unfinished) task.reject(wasClosed());
			await within<unknown>(TERMINATE_MS, ended, () => {});
		},
	};
}

/** With the timers of `node:timers`, which have `unref` in every runtime that has threads. */
function setThreadAlarm(call: () => void, ms: number): Alarm {
	const timer = setTimeout(call, ms);
	return { cancel: () => clearTimeout(timer), unref: () => void timer.unref() };
}
