import { textAt, viewOf } from "../bytes/bytes.ts";

/** A run of bytes in an element. */
export type Span = { readonly start: number; readonly end: number };

/** Numbers of a parametric curve, by its function type (ICC.1:2022, table 68). */
const PARAMETERS: readonly number[] = [1, 3, 4, 5, 7];

/** Numbers of a chromatic adaptation matrix. */
const MATRIX_NUMBERS = 9;

/**
 * Lists the bytes of an element that are its type and its numbers; the rest are reserved. They may end
 * after the element if it is cut off.
 *
 * @param bytes the element, or one that has it inside
 * @param at the offset of the element's type
 *
 * @returns `null` for types that are not plain numbers: texts, dates, lookup tables
 *
 * @example
 * const xyz = concat([latin1("XYZ "), new Uint8Array(16)]);
 * numberSpans(xyz, 0); // [{ start: 0, end: 4 }, { start: 8, end: 20 }]
 */
export function numberSpans(bytes: Uint8Array, at: number): readonly Span[] | null {
	if (at + 12 > bytes.length) return null;
	const view = viewOf(bytes);
	const type = { start: at, end: at + 4 };
	const numbers = (start: number, length: number): Span => ({
		start: at + start,
		end: at + start + length,
	});
	switch (textAt(bytes, at, 4)) {
		case "XYZ ":
			return [type, numbers(8, 3 * 4)];
		case "sf32":
			return [type, numbers(8, MATRIX_NUMBERS * 4)];
		case "cicp":
			return [type, numbers(8, 4)];
		case "curv":
			return [type, numbers(8, 4 + 2 * view.getUint32(at + 8))];
		case "para": {
			const count = PARAMETERS[view.getUint16(at + 8)];
			return count === undefined ? null : [type, numbers(8, 2), numbers(12, count * 4)];
		}
		default:
			return null;
	}
}
