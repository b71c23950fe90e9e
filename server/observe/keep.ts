import { createSingleFlight } from "widthwise/internal";

/** Milliseconds for which a result is kept: however often it is asked for, it is rarely made. */
const KEPT_MS = 1000;

/**
 * Wraps work that strangers can cause: it runs at most once a second, counted from its end, and once for
 * all who wait for it. A failure is not kept.
 *
 * @param now the clock, in milliseconds
 *
 * @example
 * const checkParts = keepForASecond(pipeline.missing);
 */
export function keepForASecond<Result>(
	work: () => Promise<Result>,
	now: () => number = () => performance.now(),
): () => Promise<Result> {
	const flights = createSingleFlight<Result>();
	let kept: { readonly result: Result; readonly until: number } | undefined;

	async function run(): Promise<Result> {
		const result = await work();
		kept = { result, until: now() + KEPT_MS };
		return result;
	}

	return async () => (kept && now() < kept.until ? kept.result : flights.run("", run));
}
