import type { RunningServer } from "../running-server.ts";
import { OWNER } from "../server/client.ts";

/** A paused queue: photos are received, but not published until it is resumed. */
export type PausedQueue = AsyncDisposable & {
	/** Resumes the queue; so does the end of the block. */
	resume(): Promise<void>;
};

/** Pauses a server's queue. */
export async function pauseQueue(server: RunningServer): Promise<PausedQueue> {
	const request = async (action: "pause" | "resume"): Promise<void> => {
		const url = `${server.url}/admin/queue/board/api/queues/photos/${action}`;
		const response = await fetch(url, { method: "PUT", headers: OWNER });
		if (!response.ok) throw new Error(`Cannot ${action} the queue: ${response.status}`);
	};
	await request("pause");
	const resume = (): Promise<void> => request("resume");
	return { resume, [Symbol.asyncDispose]: resume };
}
