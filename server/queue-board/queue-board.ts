import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { ElysiaAdapter } from "@bull-board/elysia";
import type { PhotoQueue } from "@widthwise/worker/queue";
import type { Elysia } from "elysia";

/**
 * Bull Board over the photos' queue: pages, scripts and calls under a path. It asks nobody who they are.
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
