import { textAt, viewOf } from "./bytes.ts";
import { unreadable } from "./damage.ts";

/** Reads the fields of an AVIF box one after another; all numbers are big-endian. */
export type FieldReader = {
	/** Offset of the next field. */
	position(): number;
	/** An unsigned number of 0 (always 0), 1, 2, 3, 4 or 8 bytes. */
	uint(bytes: number): number;
	/** Latin-1 characters. */
	text(length: number): string;
	/** Text up to a NUL, which is passed over; without one, up to the end. */
	string(): string;
};

/**
 * A reader of the fields between two offsets.
 *
 * @throws {WidthwiseError} `unreadable-image` from any call that would pass the end.
 * @example
 * const fields = fieldReader(bytes, box.bodyStart, box.end);
 * const version = fields.uint(1);
 */
export function fieldReader(bytes: Uint8Array, start: number, end: number): FieldReader {
	const view = viewOf(bytes);
	let at = start;
	const pass = (length: number): number => {
		if (at + length > end) throw unreadable("AVIF", "a box is shorter than its contents");
		at += length;
		return at - length;
	};
	return {
		position: () => at,
		uint: (length) => {
			let value = 0;
			const from = pass(length);
			for (let index = 0; index < length; index++) {
				value = value * 256 + view.getUint8(from + index);
			}
			return value;
		},
		text: (length) => textAt(bytes, pass(length), length),
		string: () => {
			const nul = bytes.indexOf(0, at);
			const stop = nul < 0 || nul >= end ? end : nul;
			const text = textAt(bytes, at, Math.min(stop - at, 1000));
			at = Math.min(stop + 1, end);
			return text;
		},
	};
}
