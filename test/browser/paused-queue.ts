import type { RunningServer } from "../running-server.ts";
import { OWNER } from "../server/client.ts";

/** A queue that rests: photos are received, and not published before it goes on. */
export type PausedQueue = AsyncDisposable & {
	/** Lets it go on; so does the end of the block. */
	resume(): Promise<void>;
};

/** Lets a server's queue rest. */
export async function pauseQueue(server: RunningServer): Promise<PausedQueue> {
	const tell = async (action: "pause" | "resume"): Promise<void> => {
		const url = `${server.url}/admin/queue/api/queues/photos/${action}`;
		const response = await fetch(url, { method: "PUT", headers: OWNER });
		if (!response.ok) throw new Error(`Cannot ${action} the queue: ${response.status}`);
	};
	await tell("pause");
	const resume = (): Promise<void> => tell("resume");
	return { resume, [Symbol.asyncDispose]: resume };
}
