import type { MissingPart } from "@widthwise/worker/outages";
import { keepForASecond } from "./keep.ts";

/** Whether the server can do its work. */
export type Readiness = {
	/** The server stops soon: load balancers should send no more requests. */
	readonly isStopping: boolean;
	readonly missing: readonly MissingPart[];
};

/**
 * Creates the check behind `/readyz`. The parts are asked at most once a second, and by one caller for
 * all; a server that stops answers without them.
 *
 * @param options.missing resolves to the parts that cannot be used
 * @param options.isStopping whether the server stops soon
 * @param options.now the clock, in milliseconds
 *
 * @example
 * const checkReadiness = createReadiness({ missing: pipeline.missing, isStopping: () => false });
 * await checkReadiness(); // { isStopping: false, missing: [] }
 */
export function createReadiness(options: {
	readonly missing: () => Promise<readonly MissingPart[]>;
	readonly isStopping: () => boolean;
	readonly now?: () => number;
}): () => Promise<Readiness> {
	const { isStopping } = options;
	const checkParts = keepForASecond(options.missing, options.now);
	return async () => {
		const missing = isStopping() ? [] : await checkParts();
		return { isStopping: isStopping(), missing };
	};
}
