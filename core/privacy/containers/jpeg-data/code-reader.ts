/** A Huffman code as it is in the file: how many codes of 1 to 16 bits, and their symbols (T.81, B.2.4.2). */
export type Code = { readonly counts: Uint8Array; readonly symbols: Uint8Array };

/** Reads codes bit by bit, so that it never reads further than a decoder must. */
export type CodeReader = {
	/** Reads a number of so many bits. */
	bits(count: number): number;
	/** Reads the next symbol of a code. */
	symbol(code: Code): number;
	/** Passes a restart marker, which must come right after the last code (T.81, E.1.4). */
	restart(number: number): void;
	/** Whether nothing comes after the last code but ones that fill its byte (T.81, F.1.2.3). */
	isAtEnd(): boolean;
};

/** Thrown by readers of codes for what is no code, and after the end of the data. */
export const CANNOT_READ: Error = new Error("Cannot read");

/**
 * Makes a reader of the entropy-coded data of a scan.
 *
 * @param data from the scan's header to the next marker that is no restart marker
 *
 * @throws {Error} {@link CANNOT_READ} from calls that find no code
 *
 * @example
 * createCodeReader(Uint8Array.of(0b1010_0000)).bits(3); // 0b101
 */
export function createCodeReader(data: Uint8Array): CodeReader {
	let at = 0;
	let byte = 0;
	let left = 0;

	function bit(): number {
		if (left === 0) {
			if (at >= data.length) throw CANNOT_READ;
			byte = data[at++] ?? 0;
			// T.81, F.1.2.3: a zero is stuffed after each FF; else it begins a marker.
			if (byte === 0xff && data[at++] !== 0) throw CANNOT_READ;
			left = 8;
		}
		left--;
		return (byte >> left) & 1;
	}

	return {
		bits(count) {
			let value = 0;
			for (let read = 0; read < count; read++) value = (value << 1) | bit();
			return value;
		},
		// T.81, figure C.1: codes of one length follow each other, and go on after those that are shorter.
		symbol({ counts, symbols }) {
			let code = 0;
			let first = 0;
			let index = 0;
			for (const count of counts) {
				code = (code << 1) | bit();
				if (code - first < count) return symbols[index + code - first] ?? 0;
				index += count;
				first = (first + count) << 1;
			}
			throw CANNOT_READ;
		},
		restart(number) {
			if (data[at] !== 0xff || data[at + 1] !== 0xd0 + (number & 7)) throw CANNOT_READ;
			at += 2;
			left = 0;
		},
		isAtEnd() {
			const rest = (1 << left) - 1;
			return at === data.length && (byte & rest) === rest;
		},
	};
}
