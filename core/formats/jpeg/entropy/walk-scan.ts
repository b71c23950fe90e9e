import { bytesAt, type Parse } from "../../bytes/parse.ts";
import { type BitReader, createBitReader, dropHeld, hasOverrun } from "./bit-reader.ts";
import type { ScanPlan } from "./scan.ts";

/** Where the entropy-coded data of a scan is: offsets in the file. */
export type ScanData = {
	/** `incomplete`: the data ends before the last MCU. `damaged`: a code or a restart marker is invalid. */
	readonly state: "complete" | "incomplete" | "damaged";
	readonly start: number;
	/** The offset after the last byte with a bit of the last MCU. */
	readonly end: number;
	/** How many low bits of the last byte belong to no code. */
	readonly spareBits: number;
	/** Starts and ends, in turn, of bytes before restart markers that belong to no code. */
	readonly gaps: readonly number[];
};

/** Bytes of the file that are read at once: a few milliseconds of work. */
const CHUNK_BYTES = 256 * 1024;

/** An MCU of 10 blocks of 64 codes and coefficients of 16 bits, with stuffed zeros, is 5 KB. */
const MAX_MCU_BYTES = 8 * 1024;

/** Bytes before the next one that is read: those that are held, with stuffed zeros. */
const HELD_BYTES = 8;

const [RST0, EOI] = [0xd0, 0xd9];

/** A chunk of the file and the reader of its bits. */
type Window = { readonly base: number; readonly reader: BitReader };

/**
 * Walks the entropy-coded data of a scan, MCU by MCU, with its restart markers (T.81, E.2.4 and F.2).
 *
 * @param size bytes in the file
 * @param start the offset after the scan's header
 * @param interval MCUs between restart markers; 0 for none
 *
 * @example
 * const { state, end } = parseBytes(bytes, walkScan(bytes.length, start, plan, 0));
 */
export function* walkScan(
	size: number,
	start: number,
	plan: ScanPlan,
	interval: number,
): Parse<ScanData> {
	const gaps: number[] = [];
	let window: Window = yield* openWindow(start, start);
	for (let mcu = 0; mcu < plan.mcus; ) {
		if (interval > 0 && mcu > 0 && mcu % interval === 0) {
			const end = window.base + dropHeld(window.reader);
			window = yield* findMarker(window, size);
			const found = window.base + window.reader.at;
			const code = window.reader.chunk[window.reader.at + 1];
			if (code !== RST0 + ((mcu / interval - 1) & 7)) {
				const isEnd = code === undefined || code === EOI;
				return { state: isEnd ? "incomplete" : "damaged", start, end, spareBits: 0, gaps };
			}
			if (found > end) gaps.push(end, found);
			plan.restart();
			window.reader.at += 2;
		}
		if (isNearEnd(window, size)) window = yield* nextWindow(window);
		const { reader, base } = window;
		const stop = interval > 0 ? Math.min(plan.mcus, mcu + interval - (mcu % interval)) : plan.mcus;
		const limit =
			base + reader.chunk.length < size ? reader.chunk.length - MAX_MCU_BYTES : Infinity;
		const next = readMcus(reader, plan, mcu, stop, limit);
		if (next < 0 || hasOverrun(reader)) {
			const state = hasOverrun(reader) && isAtEnd(reader) ? "incomplete" : "damaged";
			return { state, start, end: base + reader.at, spareBits: 0, gaps };
		}
		mcu = next;
	}
	const spareBits = (window.reader.heldBits - window.reader.zeroBits) & 7;
	return { state: "complete", start, end: window.base + dropHeld(window.reader), spareBits, gaps };
}

/**
 * Reads MCUs until the limit, an offset in the chunk.
 *
 * @returns the next MCU, which is less than `stop` at the limit and after an overrun; -1 if a code is invalid
 */
function readMcus(
	reader: BitReader,
	plan: ScanPlan,
	first: number,
	stop: number,
	limit: number,
): number {
	for (let mcu = first; mcu < stop; ) {
		if (reader.at > limit || hasOverrun(reader)) return mcu;
		const passed = plan.readMcus(reader, mcu, stop, limit);
		if (passed === 0) return -1;
		mcu += passed;
	}
	return stop;
}

/** Whether the data ends at EOI or at the end of the file, not at another marker. */
function isAtEnd({ chunk, at }: BitReader): boolean {
	return at + 1 >= chunk.length || chunk[at + 1] === EOI;
}

function isNearEnd({ base, reader }: Window, size: number): boolean {
	const { chunk, at } = reader;
	return at > chunk.length - MAX_MCU_BYTES && base + chunk.length < size;
}

function* openWindow(base: number, at: number): Parse<Window> {
	const chunk = yield* bytesAt(base, CHUNK_BYTES);
	return { base, reader: createBitReader(chunk, at - base) };
}

/** Continues with the next chunk, which begins a little before the next byte. */
function* nextWindow({ base, reader }: Window): Parse<Window> {
	const at = base + reader.at;
	const next = Math.max(base, at - HELD_BYTES);
	const chunk = yield* bytesAt(next, CHUNK_BYTES);
	return { base: next, reader: { ...reader, chunk, at: at - next } };
}

/** Goes to the next marker (T.81, B.1.1.2), which may be preceded by bytes that belong to no code. */
function* findMarker(from: Window, size: number): Parse<Window> {
	let window = from;
	while (true) {
		const { chunk, at } = window.reader;
		const found = markerIn(chunk, at);
		if (found >= 0) {
			window.reader.at = found;
			return window;
		}
		const isLast = window.base + chunk.length >= size;
		// The last byte of the chunk may be the first byte of a marker.
		window.reader.at = isLast ? chunk.length : Math.max(at, chunk.length - 1);
		if (isLast) return window;
		window = yield* openWindow(window.base + window.reader.at, window.base + window.reader.at);
	}
}

function markerIn(chunk: Uint8Array, from: number): number {
	let at = chunk.indexOf(0xff, from);
	while (at >= 0 && at + 1 < chunk.length) {
		const code = chunk[at + 1] ?? 0;
		if (code !== 0 && code !== 0xff) return at;
		at = chunk.indexOf(0xff, at + 1);
	}
	return -1;
}
