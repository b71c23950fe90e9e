import { createTurns } from "widthwise/internal";
import type { NeedCount, NeedsReport, Slot } from "./need.ts";
import type { Needs } from "./needs.ts";

/** Counts reports in memory and writes the sums to the database every five seconds. */
export type NeedsCollector = {
	/**
	 * Whether another report may be added: on average 50 a second, from all visitors together. Reports
	 * are samples, so the rest is not missed.
	 */
	canAdd(): boolean;
	/** Adds a report; only its counts are kept. */
	add(report: NeedsReport): void;
	/** Writes the counts; if the database is unreachable, they are kept for the next time. */
	flush(): Promise<void>;
	/** Stops the periodic writing, after a last one. */
	close(): Promise<void>;
};

/** Reports from all visitors: a second on average, and in a burst after a quiet time. */
const [REPORTS_PER_SECOND, MAX_BURST] = [50, 500];

const FLUSH_INTERVAL_MS = 5000;

/**
 * Starts a collector. Memory is bounded by the number of possible widths: 10,000 counts a slot.
 *
 * @param options.now milliseconds on a clock that never goes back
 *
 * @example
 * const collector = startNeedsCollector({ needs, onError });
 * if (collector.canAdd()) collector.add({ slot: "grid", widths: [390, 390] });
 */
export function startNeedsCollector(options: {
	readonly needs: Pick<Needs, "add">;
	readonly onError: (error: unknown) => void;
	readonly now?: () => number;
}): NeedsCollector {
	const { needs, onError, now = () => performance.now() } = options;
	let slots = new Map<Slot, Map<number, number>>();
	let allowance = MAX_BURST;
	let updatedAt = now();
	const inTurn = createTurns();

	function count(slot: Slot, width: number, times: number): void {
		const widths = slots.get(slot) ?? new Map<number, number>();
		widths.set(width, (widths.get(width) ?? 0) + times);
		slots.set(slot, widths);
	}

	async function write(): Promise<void> {
		const counts = toCounts(slots);
		slots = new Map();
		try {
			await needs.add(counts);
		} catch (error) {
			for (const { slot, width, count: times } of counts) count(slot, width, times);
			onError(error);
		}
	}

	const flush = (): Promise<void> => inTurn("reports", write);

	const timer = setInterval(() => void (slots.size > 0 && flush()), FLUSH_INTERVAL_MS);
	timer.unref();
	return {
		canAdd() {
			const time = now();
			const earned = ((time - updatedAt) / 1000) * REPORTS_PER_SECOND;
			allowance = Math.min(MAX_BURST, allowance + earned);
			updatedAt = time;
			return allowance >= 1;
		},
		add({ slot, widths }) {
			allowance -= 1;
			for (const width of widths) count(slot, width, 1);
		},
		flush,
		close() {
			clearInterval(timer);
			return flush();
		},
	};
}

function toCounts(slots: ReadonlyMap<Slot, ReadonlyMap<number, number>>): readonly NeedCount[] {
	return [...slots].flatMap(([slot, widths]) =>
		[...widths].map(([width, count]) => ({ slot, width, count })),
	);
}
