import { createTurns } from "widthwise/internal";
import type { NeedCount, NeedsReport, Slot } from "./need.ts";
import type { Needs } from "./needs.ts";
import { createSourceLimit, type NeedsSources } from "./sources.ts";

/** Counts reports in memory and writes the sums to the database every five seconds. */
export type NeedsCollector = {
	/**
	 * Whether another report may be added: on average 50 a second, from all visitors together. Reports
	 * are samples, so the rest is not missed.
	 */
	canAdd(): boolean;
	/**
	 * Adds a report: one of its widths, at random, so that a view weighs one however many photos it showed.
	 *
	 * @param network where it comes from; not kept
	 * @returns `false` if the network has sent enough today
	 */
	add(report: NeedsReport, network: string): boolean;
	/** Where today's reports come from. */
	sources(): NeedsSources;
	/** Writes the counts; if the database is unreachable, they are kept for the next time. */
	flush(): Promise<void>;
	/** Stops the periodic writing, after a last one. */
	close(): Promise<void>;
};

/** Reports from all visitors: a second on average, and in a burst after a quiet time. */
const [REPORTS_PER_SECOND, MAX_BURST] = [50, 500];

const FLUSH_INTERVAL_MS = 5000;

/** Pixels: widths are rounded up to steps, so that made-up ones cannot fill the table. */
const BIN_WIDTH = 16;

/** Rows of one statement: other queries run between two. */
const SLICE_ROWS = 200;

/**
 * Starts a collector. Memory is bounded by the number of steps of widths: 625 counts a slot.
 *
 * @param options.now milliseconds on a clock that never goes back
 * @param options.random returns 0 to 1, chooses the width of a view that counts
 *
 * @example
 * const collector = startNeedsCollector({ needs, onError });
 * if (collector.canAdd()) collector.add({ slot: "grid", widths: [390, 390] }, "203.0.113.7");
 */
export function startNeedsCollector(options: {
	readonly needs: Pick<Needs, "add">;
	readonly onError: (error: unknown) => void;
	readonly now?: () => number;
	readonly random?: () => number;
}): NeedsCollector {
	const { needs, onError, now = () => performance.now(), random = Math.random } = options;
	const limit = createSourceLimit(now);
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
		let written = 0;
		try {
			for (; written < counts.length; written += SLICE_ROWS) {
				await needs.add(counts.slice(written, written + SLICE_ROWS));
			}
		} catch (error) {
			for (const { slot, width, count: times } of counts.slice(written)) count(slot, width, times);
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
		add({ slot, widths }, network) {
			allowance -= 1;
			if (!limit.count(network)) return false;
			const width = widths[Math.floor(random() * widths.length)] ?? widths[0];
			if (width !== undefined) count(slot, Math.ceil(width / BIN_WIDTH) * BIN_WIDTH, 1);
			return true;
		},
		sources: limit.sources,
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
