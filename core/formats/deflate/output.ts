import { cannotInflate } from "./bits.ts";

/** What a stream has been inflated to so far. */
export type InflateOutput = {
	put(bytes: Uint8Array): void;
	putByte(byte: number): void;
	/** Repeats bytes that were written `distance` before. */
	repeat(distance: number, length: number): void;
	/** Bytes so far. */
	length(): number;
	bytes(): Uint8Array;
};

/**
 * Makes the output of one stream.
 *
 * @throws {WidthwiseError} `unreadable-image` from calls that would exceed the limit, or repeat what is not there
 *
 * @example
 * const output = createOutput(1000);
 * output.putByte(7);
 * output.repeat(1, 2);
 * output.bytes(); // Uint8Array.of(7, 7, 7)
 */
export function createOutput(maxBytes: number): InflateOutput {
	let buffer = new Uint8Array(Math.min(maxBytes, 4096));
	let length = 0;
	const reserve = (more: number): void => {
		if (length + more > maxBytes) throw cannotInflate();
		if (length + more <= buffer.length) return;
		const grown = new Uint8Array(Math.min(maxBytes, Math.max(2 * buffer.length, length + more)));
		grown.set(buffer);
		buffer = grown;
	};
	return {
		put(bytes) {
			reserve(bytes.length);
			buffer.set(bytes, length);
			length += bytes.length;
		},
		putByte(byte) {
			reserve(1);
			buffer[length++] = byte;
		},
		repeat(distance, count) {
			if (distance > length) throw cannotInflate();
			reserve(count);
			for (let left = count; left > 0; left--, length++) {
				buffer[length] = buffer[length - distance] ?? 0;
			}
		},
		length: () => length,
		bytes: () => buffer.slice(0, length),
	};
}
