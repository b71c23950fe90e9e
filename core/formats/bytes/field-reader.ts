import { textAt, viewOf } from "./bytes.ts";
import { unreadable } from "./damage.ts";

/** Reads the fields of an AVIF box in order; all numbers are big-endian. */
export type FieldReader = {
	/** Offset of the next field. */
	position(): number;
	/** An unsigned number of 0 (always 0), 1, 2, 3, 4 or 8 bytes. */
	uint(bytes: number): number;
	/** Latin-1 text of a length. */
	text(length: number): string;
	/** Latin-1 text that ends with a NUL, at the end, or after 1000 characters. */
	string(): string;
};

/** Characters. */
const MAX_STRING = 1000;

/**
 * Makes a reader of the fields between two offsets.
 *
 * @throws {WidthwiseError} `unreadable-image` from calls that would read past the end
 *
 * @example
 * const fields = fieldReader(Uint8Array.of(0, 0, 1, 0), 1, 4);
 * fields.uint(2); // 1
 * fields.position(); // 3
 */
export function fieldReader(bytes: Uint8Array, start: number, end: number): FieldReader {
	const view = viewOf(bytes);
	let at = start;
	const advance = (length: number): number => {
		if (at + length > end) throw unreadable("AVIF", "a box is shorter than its contents");
		at += length;
		return at - length;
	};
	return {
		position: () => at,
		uint: (length) => {
			let value = 0;
			const from = advance(length);
			for (let index = 0; index < length; index++) {
				value = value * 256 + view.getUint8(from + index);
			}
			return value;
		},
		text: (length) => textAt(bytes, advance(length), length),
		string: () => {
			const text = bytes.subarray(at, Math.min(end, at + MAX_STRING));
			const nul = text.indexOf(0);
			const length = nul < 0 ? text.length : nul;
			at += nul < 0 ? length : length + 1;
			return textAt(text, 0, length);
		},
	};
}
