import { parentPort } from "node:worker_threads";
import type { ErrorCode } from "../../errors.ts";
import { WidthwiseError } from "../../errors.ts";
import { CANNOT_START } from "./cannot-start.ts";

/** What a thread starts with, as `workerData`. */
export type ThreadData<Settings, Shared> = {
	readonly settings: Settings;
	/** What an earlier thread of the pool has made; `undefined` in the first. */
	readonly shared: Shared | undefined;
};

/** A thread's message to its pool. */
export type ThreadReply<Result> =
	| { readonly kind: "ready"; readonly shared: unknown }
	/** The thread could not start. */
	| { readonly kind: "unavailable"; readonly message: string; readonly reason: string }
	| { readonly kind: "done"; readonly value: Result; readonly isWornOut: boolean }
	| {
			readonly kind: "failed";
			readonly code: ErrorCode;
			readonly message: string;
			readonly isWornOut: boolean;
	  };

/** The work of a thread. */
export type JobHandler<Job, Result> = {
	handle(job: Job): Promise<Result>;
	/** Lists the buffers of a result that are moved to the main thread instead of copied. */
	transfer(result: Result): ArrayBuffer[];
	/** Whether the thread uses too much memory for another job. */
	isWornOut(): boolean;
	/** What later threads need not make again (structured clone). Default: nothing. */
	readonly shared?: unknown;
};

/**
 * The thread's half of a pool: gets ready, then answers one job after another. A `WidthwiseError`
 * is an answer; any other exception means that the thread's state cannot be trusted, so it ends the
 * thread and the pool starts another.
 *
 * @param start loads what the jobs need; if it rejects, the pool's job rejects with
 *   `engine-unavailable`
 * @throws {Error} outside a worker thread
 * @example
 * await serveJobs(async () => ({
 *   handle: async (n: number) => n * 2, transfer: () => [], isWornOut: () => false,
 * }));
 */
export async function serveJobs<Job, Result>(
	start: () => Promise<JobHandler<Job, Result>>,
): Promise<void> {
	const port = parentPort;
	if (!port) throw new Error("serveJobs must run in a worker thread");
	const send = (reply: ThreadReply<Result>, transfer: ArrayBuffer[] = []) =>
		port.postMessage(reply, transfer);

	const handler = await start().catch((error: unknown) => {
		send(unavailable(error));
		return null;
	});
	if (!handler) return;
	port.on("message", async (job: Job) => {
		try {
			const value = await handler.handle(job);
			send({ kind: "done", value, isWornOut: handler.isWornOut() }, handler.transfer(value));
		} catch (error) {
			if (!(error instanceof WidthwiseError)) throw error;
			const { code, message } = error;
			send({ kind: "failed", code, message, isWornOut: handler.isWornOut() });
		}
	});
	send({ kind: "ready", shared: handler.shared });
}

/** An error's cause may not be cloneable, so it is sent as text. */
function unavailable(error: unknown): ThreadReply<never> {
	const isOurs = error instanceof WidthwiseError;
	const message = isOurs ? error.message : CANNOT_START;
	return { kind: "unavailable", message, reason: String(isOurs ? error.cause : error) };
}
