/** A Huffman code (T.81, annex C). */
export type Code = {
	/** By length in bits: the first 16 bits that are no code of that length or a shorter one. */
	readonly limits: Int32Array;
	/** By length in bits: what to add to a code to find its symbol. */
	readonly offsets: Int32Array;
	readonly symbols: Uint8Array;
	/** By the next 10 bits: the length of their code, then its symbol; 0 if they are not a whole code. */
	readonly short: Uint16Array;
};

/** Reads codes, and knows which bits belong to none. */
export type CodeReader = {
	/** Reads a number of so many bits. */
	bits(count: number): number;
	/** Passes so many bits, whatever they are. */
	skip(count: number): void;
	/** Reads the next symbol of a code. */
	symbol(code: Code): number;
	/** Reads the next symbol of a code, and passes the bits that its low half counts. */
	symbolOfValue(code: Code): number;
	/** Passes a restart marker, which must come right after the last code (T.81, E.1.4). */
	restart(number: number): void;
	/** Whether nothing comes after the last code but ones that fill its byte (T.81, F.1.2.3). */
	isAtEnd(): boolean;
};

/** Thrown by readers of codes for what is no code, and after the end of the data. */
export const CANNOT_READ: Error = new Error("Cannot read");

const MAX_LENGTH = 16;

/** Nearly all codes in a picture are as short as this. */
const SHORT_LENGTH = 10;
const UNSEEN_BITS = MAX_LENGTH - SHORT_LENGTH;
const RST0 = 0xd0;

/**
 * Makes a code from its definition in the file (T.81, figure C.2): codes of one length follow each other,
 * and go on after those that are shorter.
 *
 * @param counts the number of codes of 1 to 16 bits
 * @param symbols in the order of their codes
 *
 * @example
 * makeCode(Uint8Array.of(1, 1, ...new Uint8Array(14)), Uint8Array.of(0, 5)); // 0: 0, 10: 5
 */
export function makeCode(counts: Uint8Array, symbols: Uint8Array): Code {
	const [limits, offsets] = [new Int32Array(MAX_LENGTH + 1), new Int32Array(MAX_LENGTH + 1)];
	const short = new Uint16Array(1 << SHORT_LENGTH);
	let [code, index] = [0, 0];
	for (let length = 1; length <= MAX_LENGTH; length++) {
		const count = counts[length - 1] ?? 0;
		offsets[length] = index - code;
		const span = 1 << Math.max(0, SHORT_LENGTH - length);
		for (let i = 0; length <= SHORT_LENGTH && i < count && (code + i) * span < short.length; i++) {
			const entry = (length << 8) | (symbols[index + i] ?? 0);
			short.fill(entry, (code + i) * span, (code + i + 1) * span);
		}
		code += count;
		index += count;
		limits[length] = code << (MAX_LENGTH - length);
		code <<= 1;
	}
	return { limits, offsets, symbols, short };
}

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
	let next = 0;
	let plain: Uint8Array = new Uint8Array(0);
	// In bits, from the start of the interval.
	let [position, end] = [0, 0];

	/** Copies the data up to the next marker, without the zeros after each FF (T.81, F.1.2.3). */
	function openInterval(): void {
		let stop = data.indexOf(0xff, next);
		while (stop >= 0 && data[stop + 1] === 0) stop = data.indexOf(0xff, stop + 2);
		const copy = new Uint8Array((stop < 0 ? data.length : stop) - next);
		let length = 0;
		for (const last = next + copy.length; next < last; next++) {
			const byte = data[next] ?? 0;
			copy[length++] = byte;
			if (byte === 0xff) next++;
		}
		plain = copy.subarray(0, length);
		[position, end] = [0, 8 * length];
	}

	function skip(count: number): void {
		position += count;
		if (position > end) throw CANNOT_READ;
	}

	/** The next 16 bits; zeros after the end. */
	function peek(): number {
		const at = position >> 3;
		const three = ((plain[at] ?? 0) << 16) | ((plain[at + 1] ?? 0) << 8) | (plain[at + 2] ?? 0);
		return (three >> (8 - (position & 7))) & 0xffff;
	}

	function symbol({ limits, offsets, symbols, short }: Code): number {
		const value = peek();
		const entry = short[value >> UNSEEN_BITS] ?? 0;
		if (entry !== 0) {
			skip(entry >> 8);
			return entry & 0xff;
		}
		let length = SHORT_LENGTH + 1;
		while (length <= MAX_LENGTH && value >= (limits[length] ?? 0)) length++;
		if (length > MAX_LENGTH) throw CANNOT_READ;
		skip(length);
		return symbols[(value >> (MAX_LENGTH - length)) + (offsets[length] ?? 0)] ?? 0;
	}

	openInterval();
	return {
		bits(count) {
			const value = peek() >> (MAX_LENGTH - count);
			skip(count);
			return value;
		},
		skip,
		symbol,
		symbolOfValue(code) {
			const entry = code.short[peek() >> UNSEEN_BITS] ?? 0;
			if (entry !== 0) {
				skip((entry >> 8) + (entry & 15));
				return entry & 0xff;
			}
			const found = symbol(code);
			skip(found & 15);
			return found;
		},
		restart(number) {
			const isMarker = data[next] === 0xff && data[next + 1] === RST0 + (number & 7);
			if (!isMarker || end - position > 7) throw CANNOT_READ;
			next += 2;
			openInterval();
		},
		isAtEnd() {
			const left = end - position;
			const rest = (1 << (left & 7)) - 1;
			return next === data.length && left < 8 && ((plain.at(-1) ?? 0) & rest) === rest;
		},
	};
}
