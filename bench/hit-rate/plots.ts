import { percent } from "../harness/numbers.ts";
import type { Axis, Plot, Series } from "../plot/plot.ts";
import { type Ladder, OURS } from "./ladders.ts";
import type { Outcome, Rates } from "./outcome.ts";

/** A ladder with its results. */
export type ListResult = Ladder & Rates & { readonly total: Outcome };

const OVERSHOOT: Axis = {
	name: "overshoot, of the bytes at exact widths",
	write: (share) => percent(share, 0),
};

/**
 * Makes the plot of each list's overshoot and hit rate.
 *
 * @example
 * drawPlot(hitRatePlot(lists));
 */
export function hitRatePlot(lists: readonly ListResult[]): Plot {
	return {
		title: "Bucket lists: overshoot against hit rate",
		x: OVERSHOOT,
		y: { name: "hit rate of the caches", write: (share) => percent(share, 0) },
		series: seriesOf(lists, ({ hitRate }) => hitRate),
	};
}

/**
 * Makes the plot of each list's overshoot and stored bytes.
 *
 * @example
 * drawPlot(storedPlot(lists));
 */
export function storedPlot(lists: readonly ListResult[]): Plot {
	return {
		title: "Bucket lists: overshoot against stored bytes",
		x: OVERSHOOT,
		y: { name: "stored", write: (bytes) => `${Math.round(bytes / 1e6)} MB` },
		series: seriesOf(lists, ({ total }) => total.storedBytes),
	};
}

function seriesOf(
	lists: readonly ListResult[],
	y: (list: ListResult) => number,
): readonly Series[] {
	return [true, false].map((isOurs) => ({
		name: isOurs ? OURS : "others",
		kind: "points",
		points: lists
			.filter(({ name }) => (name === OURS) === isOurs)
			.map((list) => ({
				x: list.overshoot,
				y: y(list),
				label: list.widths === null ? list.name : `${list.name} (${list.widths.length})`,
				isLabelled: true,
			})),
	}));
}
