import { expect } from "bun:test";
import type { PhotoWork } from "../../../worker/queue/job.ts";
import { until } from "../../patience.ts";
import { raise } from "../databases.ts";
import { photoId } from "../photos.ts";

/** Ignores errors that a test causes on purpose. */
export const nothing = (): void => {};

/** Fails the test run: every photo must be published in the end. */
export const recordFailure = async (_photoId: string, error: Error): Promise<void> => raise(error);

/** Matches the error of every part whose server is unreachable. */
export const unavailable: unknown = expect.objectContaining({ code: "unavailable" });

/** Photos that are being published when an outage begins. */
export const ids: readonly string[] = Array.from({ length: 12 }, (_, number) => photoId(number));

/** Work on these photos that pauses when half of them are done, until `goOn` is called. */
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
