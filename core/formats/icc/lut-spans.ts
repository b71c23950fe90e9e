import { textAt, viewOf } from "../bytes/bytes.ts";
import { numberSpans, type Span } from "./number-spans.ts";

const MAX_CHANNELS = 15;

/** A lookup table may have three lists of curves, each of 15 channels. */
type Spans = readonly Span[] | null;

/**
 * Lists the bytes of a lookup table that are its type and its numbers (ICC.1:2022, 10.10 to 10.13).
 * They may end after the element if it is cut off.
 *
 * @param element of type `mft1`, `mft2`, `mAB ` or `mBA `
 *
 * @returns `null` if its structure is invalid
 *
 * @example
 * const end = Math.max(...(lutSpans(element) ?? []).map(({ end }) => end));
 */
export function lutSpans(element: Uint8Array): Spans {
	if (element.length < 52) return null;
	const [inputs = 0, outputs = 0] = element.subarray(8, 10);
	if (Math.min(inputs, outputs) < 1 || Math.max(inputs, outputs) > MAX_CHANNELS) return null;
	const type = textAt(element, 0, 4);
	const head = { start: 0, end: 4 };
	return type === "mft1" || type === "mft2"
		? [head, { start: 8, end: 11 }, tables(element, inputs, outputs)]
		: joined([[head, { start: 8, end: 10 }, { start: 12, end: 32 }], ...parts(element)]);
}

/** `mft1`, `mft2`: a matrix of 3 by 3, input curves, a grid and output curves, without gaps. */
function tables(element: Uint8Array, inputs: number, outputs: number): Span {
	const is16 = textAt(element, 0, 4) === "mft2";
	const view = viewOf(element);
	const [first, last] = is16 ? [view.getUint16(48), view.getUint16(50)] : [256, 256];
	const points = (element[10] ?? 0) ** inputs;
	const numbers = first * inputs + points * outputs + last * outputs;
	return { start: 12, end: is16 ? 52 + 2 * numbers : 48 + numbers };
}

/** `mAB `, `mBA `: B curves, a matrix, M curves, a grid and A curves at five offsets; 0 for none. */
function parts(element: Uint8Array): readonly Spans[] {
	const [inputs = 0, outputs = 0] = element.subarray(8, 10);
	const fromDevice = textAt(element, 0, 4) === "mAB ";
	const [near, far] = fromDevice ? [outputs, inputs] : [inputs, outputs];
	const offset = (index: number): number => viewOf(element).getUint32(12 + 4 * index);
	const [b, matrix, m, grid, a] = [offset(0), offset(1), offset(2), offset(3), offset(4)];
	return [
		b === 0 ? null : curves(element, b, near),
		matrix === 0 ? [] : [{ start: matrix, end: matrix + 12 * 4 }],
		m === 0 ? [] : curves(element, m, near),
		grid === 0 ? [] : gridSpans(element, grid, inputs, outputs),
		a === 0 ? [] : curves(element, a, far),
	];
}

/** Curves follow one another, each padded to four bytes. */
function curves(element: Uint8Array, start: number, count: number): Spans {
	const found: Spans[] = [];
	for (let at = start; found.length < count; ) {
		const spans = /^(curv|para)$/.test(textAt(element, at, 4)) ? numberSpans(element, at) : null;
		if (!spans) return null;
		found.push(spans);
		at += Math.ceil(((spans.at(-1)?.end ?? 0) - at) / 4) * 4;
	}
	return joined(found);
}

/** The grid points of each input, the bytes of a number (1 or 2), and the numbers. */
function gridSpans(element: Uint8Array, at: number, inputs: number, outputs: number): Spans {
	const points = element.subarray(at, at + inputs).reduce((product, count) => product * count, 1);
	const bytes = element[at + 16];
	if (points === 0 || (bytes !== 1 && bytes !== 2)) return null;
	return [
		{ start: at, end: at + inputs },
		{ start: at + 16, end: at + 17 },
		{ start: at + 20, end: at + 20 + points * outputs * bytes },
	];
}

function joined(lists: readonly Spans[]): Spans {
	const all: Span[] = [];
	for (const spans of lists) {
		if (!spans) return null;
		all.push(...spans);
	}
	return all;
}
