import { type HuffmanTable, makeHuffmanTable } from "./huffman.ts";

/** One table of a DHT or DQT segment: offsets in the segment's payload. */
export type TableSpan = {
	/** Tc and Th, or Pq and Tq, as one byte (T.81, B.2.4). */
	readonly slot: number;
	readonly start: number;
	readonly end: number;
};

const LENGTHS = 16;
const COEFFICIENTS = 64;

/**
 * Finds the tables of a DHT segment (T.81, B.2.4.2). Bytes after the last whole table belong to none.
 *
 * @example
 * const spans = huffmanSpans(payload);
 */
export function huffmanSpans(payload: Uint8Array): readonly TableSpan[] {
	return spansOf(payload, (at) =>
		payload.subarray(at + 1, at + 1 + LENGTHS).reduce((sum, count) => sum + count, 1 + LENGTHS),
	);
}

/**
 * Finds the tables of a DQT segment (T.81, B.2.4.1). Bytes after the last whole table belong to none.
 *
 * @example
 * const spans = quantisationSpans(payload);
 */
export function quantisationSpans(payload: Uint8Array): readonly TableSpan[] {
	return spansOf(payload, (at) => 1 + COEFFICIENTS * ((payload[at] ?? 0) >= 16 ? 2 : 1));
}

/**
 * Makes a table for reading from its bytes in a DHT segment.
 *
 * @returns `null` if its code is invalid
 *
 * @example
 * const table = readHuffmanTable(payload, span);
 */
export function readHuffmanTable(
	payload: Uint8Array,
	{ start, end }: Pick<TableSpan, "start" | "end">,
): HuffmanTable | null {
	const symbolsAt = start + 1 + LENGTHS;
	const symbols = payload.slice(symbolsAt, end);
	return makeHuffmanTable(payload.subarray(start + 1, symbolsAt), symbols);
}

function spansOf(payload: Uint8Array, lengthAt: (at: number) => number): readonly TableSpan[] {
	const spans: TableSpan[] = [];
	for (let at = 0; at < payload.length; at = spans.at(-1)?.end ?? payload.length) {
		const end = at + lengthAt(at);
		if (end > payload.length) break;
		spans.push({ slot: payload[at] ?? 0, start: at, end });
	}
	return spans;
}
