import { createLogReader, emptyLineCounts } from "../../../core/tuning/logs/log-reader.ts";
import { mustEqual, mustHold } from "../finds.ts";

/** Reads a log in any format, in two pieces of which the first byte says the size, and in one. */
export function fuzz(data: Uint8Array): void {
	const [at = 0] = data;
	const log = new Uint8Array(data.subarray(1));
	const whole = readLog([log]);
	const cut = at % (log.length + 1);
	const pieces = readLog([log.slice(0, cut), log.slice(cut)]);
	mustEqual(pieces, whole, "it does not matter where a log is cut");
	const { lines, ...others } = whole.counts;
	const sum = Object.values(others).reduce((total, count) => total + count, 0);
	mustHold(lines === sum, "every line is counted once");
	const inRange = whole.needed.every(([width, dpr]) => width > 0 && width <= 40_000 && dpr <= 4);
	mustHold(inRange, "needed widths are in range");
}

function readLog(chunks: readonly Uint8Array[]) {
	const needed: (readonly [width: number, dpr: number])[] = [];
	const counts = emptyLineCounts();
	const histogram = {
		add: (width: number, dpr: number) => void needed.push([width, dpr]),
		rows: () => [],
	};
	const reader = createLogReader(histogram, counts);
	for (const chunk of chunks) reader.push(chunk);
	reader.end();
	return { needed, counts };
}
