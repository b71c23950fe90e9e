import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { ElysiaAdapter } from "@bull-board/elysia";
import type { PhotoQueue } from "@widthwise/worker/queue";
import type { Elysia } from "elysia";

/** The queues that the board shows. */
export type Queues = {
	readonly queue: Pick<PhotoQueue, "bull">;
	/** The background lane's. */
	readonly backgroundQueue: Pick<PhotoQueue, "bull">;
};

/**
 * Creates a Bull Board for the queues: its pages, scripts and API under a path. It does not
 * check who sends a request.
 *
 * @example
 * const board = await createQueueBoard({ queue, backgroundQueue }, "/admin/queue/board");
 * const response = await board.handle(request);
 */
export async function createQueueBoard(
	{ queue, backgroundQueue }: Queues,
	path: string,
): Promise<Elysia> {
	const serverAdapter = new ElysiaAdapter(path);
	createBullBoard({
		queues: [
			new BullMQAdapter(queue.bull, { description: "Photos to publish" }),
			new BullMQAdapter(backgroundQueue.bull, {
				description: "Published photos to publish again or to cut",
			}),
		],
		serverAdapter,
		options: {
			uiConfig: {
				boardTitle: "Queue",
				miscLinks: [
					{ text: "Queue in plain words", url: "/admin/queue" },
					{ text: "Photos", url: "/" },
				],
				hideDocsLink: true,
				showMetrics: true,
			},
		},
	});
	return serverAdapter.registerPlugin();
}
