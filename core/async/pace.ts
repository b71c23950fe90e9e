/** How long work takes, compared with what was predicted; see {@link createPace}. */
export type Pace = {
	/** Records work that has ended, with the seconds that were predicted and those that it took. */
	observe(predicted: number, actual: number): void;
	/** Real seconds for each predicted one: above 1 on a slow or busy machine. */
	factor(): number;
};

/** The weight that earlier work keeps when one more ends: about ten count. */
const KEPT = 0.9;

/** Predicted seconds that count as exact before anything was measured. */
const PRIOR_SECONDS = 1;

/** Bounds, so that one odd measurement neither closes a line nor opens it. */
const MIN_FACTOR = 0.05;
const MAX_FACTOR = 50;

/**
 * Makes a measure of how fast this machine is now. Before any work has ended it trusts predictions.
 *
 * @example
 * const pace = createPace();
 * pace.observe(1, 3);
 * pace.factor() > 1; // true
 */
export function createPace(): Pace {
	let predictedSeconds = PRIOR_SECONDS;
	let actualSeconds = PRIOR_SECONDS;
	return {
		observe(predicted, actual) {
			predictedSeconds = predictedSeconds * KEPT + predicted;
			actualSeconds = actualSeconds * KEPT + actual;
		},
		factor: () => Math.min(MAX_FACTOR, Math.max(MIN_FACTOR, actualSeconds / predictedSeconds)),
	};
}
