import { textAt } from "../bytes/bytes.ts";
import { lutSpans } from "./lut-spans.ts";
import { numberSpans } from "./number-spans.ts";

/**
 * Copies an element of an ICC profile that consists of numbers. Bytes that its type does not use are
 * zero: reserved ones, gaps, and what follows the numbers is gone.
 *
 * @param element begins with its type; only read
 *
 * @returns `null` if it is cut off, or of a type that is not numbers for colours
 *
 * @example
 * const xyz = concat([latin1("XYZ note"), new Uint8Array(12), latin1("private")]);
 * exactElement(xyz)?.length; // 20
 */
export function exactElement(element: Uint8Array): Uint8Array | null {
	const isLut = /^(mft1|mft2|mAB |mBA )$/.test(textAt(element, 0, 4));
	const spans = isLut ? lutSpans(element) : numberSpans(element, 0);
	if (!spans) return null;
	const end = spans.reduce((last, span) => Math.max(last, span.end), 0);
	if (end > element.length) return null;
	const exact = new Uint8Array(end);
	for (const { start, end } of spans) exact.set(element.subarray(start, end), start);
	return exact;
}
