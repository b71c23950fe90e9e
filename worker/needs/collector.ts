import { createTurns } from "widthwise/internal";
import type { NeedCount, NeedsReport, Slot } from "./need.ts";
import type { Needs } from "./needs.ts";

/** Gathers reports in memory and writes their sums to the database now and then. */
export type NeedsCollector = {
	/**
	 * Whether a report would be taken: at most 50 a second on average are, from all visitors together.
	 * What comes above that is no loss, since these are samples.
	 */
	hasRoom(): boolean;
	/** Takes a report, of which nothing but the counts is kept. */
	add(report: NeedsReport): void;
	/** Writes what was gathered; if the database is away, it is kept for the next time. */
	flush(): Promise<void>;
	/** Ends the periodic writing, after a last one. */
	close(): Promise<void>;
};

/** Reports a second from all visitors, on average, and at once after a quiet time. */
const [REPORTS_PER_SECOND, MAX_AT_ONCE] = [50, 500];

const FLUSH_INTERVAL_MS = 5000;

/**
 * Starts gathering. Memory is bounded by the widths that can be: 10,000 counts a slot.
 *
 * @param options.now milliseconds on a clock that never goes back
 *
 * @example
 * const collector = startNeedsCollector({ needs, onError });
 * if (collector.hasRoom()) collector.add({ slot: "grid", widths: [390, 390] });
 */
export function startNeedsCollector(options: {
	readonly needs: Pick<Needs, "note">;
	readonly onError: (error: unknown) => void;
	readonly now?: () => number;
}): NeedsCollector {
	const { needs, onError, now = () => performance.now() } = options;
	let gathered = new Map<Slot, Map<number, number>>();
	let room = MAX_AT_ONCE;
	let measuredAt = now();
	const inTurn = createTurns();

	function count(slot: Slot, width: number, times: number): void {
		const widths = gathered.get(slot) ?? new Map<number, number>();
		widths.set(width, (widths.get(width) ?? 0) + times);
		gathered.set(slot, widths);
	}

	async function write(): Promise<void> {
		const counts = toCounts(gathered);
		gathered = new Map();
		try {
			await needs.note(counts);
		} catch (error) {
			for (const { slot, width, count: times } of counts) count(slot, width, times);
			onError(error);
		}
	}

	const flush = (): Promise<void> => inTurn("reports", write);

	const timer = setInterval(() => void (gathered.size > 0 && flush()), FLUSH_INTERVAL_MS);
	timer.unref();
	return {
		hasRoom() {
			const moment = now();
			room = Math.min(MAX_AT_ONCE, room + ((moment - measuredAt) / 1000) * REPORTS_PER_SECOND);
			measuredAt = moment;
			return room >= 1;
		},
		add({ slot, widths }) {
			room -= 1;
			for (const width of widths) count(slot, width, 1);
		},
		flush,
		close() {
			clearInterval(timer);
			return flush();
		},
	};
}

function toCounts(gathered: ReadonlyMap<Slot, ReadonlyMap<number, number>>): readonly NeedCount[] {
	return [...gathered].flatMap(([slot, widths]) =>
		[...widths].map(([width, count]) => ({ slot, width, count })),
	);
}
