import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { ElysiaAdapter } from "@bull-board/elysia";
import type { PhotoQueue } from "@widthwise/worker/queue";
import type { Elysia } from "elysia";

/**
 * Creates a Bull Board for the photos' queue: its pages, scripts and API under a path. It does not
 * check who sends a request.
 *
 * @example
 * const board = await createQueueBoard(queue.bull, "/admin/queue");
 * const response = await board.handle(request);
 */
export async function createQueueBoard(queue: PhotoQueue["bull"], path: string): Promise<Elysia> {
	const serverAdapter = new ElysiaAdapter(path);
	createBullBoard({
		queues: [new BullMQAdapter(queue, { description: "Photos to publish" })],
		serverAdapter,
		options: {
			uiConfig: {
				boardTitle: "Queue",
				miscLinks: [{ text: "Photos", url: "/" }],
				hideDocsLink: true,
				showMetrics: true,
			},
		},
	});
	return serverAdapter.registerPlugin();
}
