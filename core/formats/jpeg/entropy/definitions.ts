import { type JpegSegment, MARKER } from "../structure/segments.ts";
import type { HuffmanTable } from "./huffman.ts";
import { huffmanSpans, quantisationSpans, readHuffmanTable, type TableSpan } from "./tables.ts";

/** What a DHT, DQT or DRI segment defines for the scans after it, and whether one of them uses it. */
export type Definition = {
	readonly segment: JpegSegment;
	/** Offsets in the segment's payload. */
	readonly start: number;
	readonly end: number;
	isUsed: boolean;
};

/** A table in the bytes of its segment, which takes 2 KB more once it is used. */
type DefinedHuffman = {
	readonly definition: Definition;
	readonly payload: Uint8Array;
	table: HuffmanTable | null;
};
type RestartDefinition = Definition & { readonly interval: number };

/** A hundred scans with twelve tables each need fewer; what follows counts as not defined. */
const MAX_DEFINITIONS = 2000;

/** The definitions that have been read so far. Later ones replace earlier ones (T.81, B.2.4). */
export type Definitions = {
	/** Reads the payload of a DHT, DQT or DRI segment, which must not change later. */
	read(segment: JpegSegment, payload: Uint8Array): void;
	/** Returns the Huffman table of a class (0 is DC, 1 is AC) and number. */
	useHuffman(tableClass: 0 | 1, number: number): HuffmanTable | null;
	/** Whether there is a quantisation table of that number. */
	useQuantisation(number: number): boolean;
	/** MCUs between restart markers; 0 for none. */
	useRestartInterval(): number;
	/** All definitions, in the order of the file. */
	readonly all: readonly Definition[];
};

/**
 * Makes an empty set of definitions.
 *
 * @example
 * const definitions = createDefinitions();
 * definitions.read(segment, payload);
 * definitions.useRestartInterval(); // 0
 */
export function createDefinitions(): Definitions {
	const all: Definition[] = [];
	const huffman = new Map<number, DefinedHuffman>();
	const quantisation = new Map<number, Definition>();
	let restart: RestartDefinition | null = null;
	const define = (segment: JpegSegment, { start, end }: Pick<TableSpan, "start" | "end">) => {
		return { segment, start, end, isUsed: false };
	};

	function read(segment: JpegSegment, payload: Uint8Array): void {
		if (all.length > MAX_DEFINITIONS) return;
		if (segment.marker === MARKER.DHT) {
			for (const span of huffmanSpans(payload)) {
				const made = define(segment, span);
				huffman.set(span.slot, { definition: made, payload, table: null });
				all.push(made);
			}
		}
		if (segment.marker === MARKER.DQT) {
			for (const span of quantisationSpans(payload)) {
				const made = define(segment, span);
				quantisation.set(span.slot & 15, made);
				all.push(made);
			}
		}
		if (segment.marker === MARKER.DRI && payload.length >= 2) {
			const interval = (payload[0] ?? 0) * 256 + (payload[1] ?? 0);
			restart = { ...define(segment, { start: 0, end: 2 }), interval };
			all.push(restart);
		}
	}

	return {
		read,
		useHuffman: (tableClass, number) => {
			const used = huffman.get(tableClass * 16 + number);
			if (!used) return null;
			used.definition.isUsed = true;
			used.table ??= readHuffmanTable(used.payload, used.definition);
			return used.table;
		},
		useQuantisation: (number) => {
			const used = quantisation.get(number);
			if (used) used.isUsed = true;
			return used !== undefined;
		},
		useRestartInterval: () => {
			if (restart) restart.isUsed = true;
			return restart?.interval ?? 0;
		},
		all,
	};
}
