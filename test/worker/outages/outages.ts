import { expect } from "bun:test";
import type { PhotoWork } from "../../../worker/queue/job.ts";
import { until } from "../../patience.ts";
import { raise } from "../databases.ts";
import { photoId } from "../photos.ts";

/** For what goes wrong on purpose. */
export const nothing = (): void => {};

/** For photos that must be published in the end. */
export const recordFailure = async (_photoId: string, error: Error): Promise<void> => raise(error);

/** How everything says that something is away. */
export const unavailable: unknown = expect.objectContaining({ code: "unavailable" });

/** Photos to be published when something goes away. */
export const ids: readonly string[] = Array.from({ length: 12 }, (_, number) => photoId(number));

/** Work on them that does not go on by itself when half of them are done. */
export function interruptedWork() {
	const done = new Set<string>();
	const { promise: goneOn, resolve: goOn } = Promise.withResolvers<void>();
	const work: PhotoWork = {
		concurrency: 2,
		recordFailure,
		async handle(id) {
			if (done.size >= ids.length / 2) await goneOn;
			done.add(id);
		},
	};
	return {
		done,
		work,
		goOn,
		untilInterrupted: () => until("half are done", () => done.size >= ids.length / 2),
		untilDone: () => until("all are done", () => done.size === ids.length),
	};
}
