import { WidthwiseError } from "../../errors.ts";
import { cannotInflate } from "./bits.ts";
import { createReadCodes, type ReadCodes } from "./blocks.ts";
import { type FastCode, LOOKUP_BITS, makeFastCode, type PeekBits, readFast } from "./fast-code.ts";

/** How long a zlib stream is. */
export type ZlibLength = {
	/** Bytes of the stream with its checksum; the offset after it. */
	readonly compressed: number;
	/** Bytes that it inflates to; if that is more than asked for, some number above. */
	readonly inflated: number;
};

/** The symbol that ends a block. */
const END_OF_BLOCK = 256;

/** RFC 1950, 2.2: two bytes before the stream, and a checksum after it. */
const [HEAD_BYTES, CHECKSUM_BYTES] = [2, 4];

/**
 * Measures a zlib stream (RFC 1950, 1951) without inflating it: it reads the codes, but copies no bytes.
 *
 * @param data only read
 * @param maxBytes inflated bytes after which it stops
 *
 * @returns `null` if the stream is damaged or does not end
 *
 * @example
 * measureZlib(storeZlib(Uint8Array.of(1, 2)), 10); // { compressed: 13, inflated: 2 }
 */
export function measureZlib(data: Uint8Array, maxBytes: number): ZlibLength | null {
	const [method = 0, flags = 0] = data;
	if ((method & 15) !== 8 || (method * 256 + flags) % 31 !== 0 || (flags & 32) !== 0) return null;
	const bits = createPeekBits(data, HEAD_BYTES);
	const readCodes = createReadCodes(bits, makeFastCode);
	let inflated = 0;
	try {
		for (let isLast = false; !isLast && inflated <= maxBytes; ) {
			isLast = bits.take(1) === 1;
			inflated = measureBlock(bits.take(2), bits, inflated, maxBytes, readCodes);
		}
	} catch (error) {
		if (error instanceof WidthwiseError) return null;
		throw error;
	}
	const compressed = bits.offset() + CHECKSUM_BYTES;
	return inflated <= maxBytes && compressed > data.length ? null : { compressed, inflated };
}

/** RFC 1951, 3.2.3: 0 stored, 1 fixed codes, 2 its own codes. Returns the bytes inflated so far. */
function measureBlock(
	kind: number,
	bits: MeasuredBits,
	before: number,
	maxBytes: number,
	readCodes: ReadCodes<FastCode>,
): number {
	if (kind === 0) {
		const [low = 0, high = 0] = bits.bytes(4);
		return before + bits.bytes(low + 256 * high).length;
	}
	const { literals, distances } = readCodes(kind, before);
	let inflated = before;
	while (inflated <= maxBytes) {
		const symbol = readFast(bits, literals);
		if (symbol === END_OF_BLOCK) break;
		if (symbol < END_OF_BLOCK) inflated++;
		else {
			const length = readLength(symbol, bits);
			if (readDistance(bits, distances) > inflated) throw cannotInflate();
			inflated += length;
		}
	}
	return inflated;
}

/** RFC 1951, 3.2.5: 257 to 264 are 3 to 10; then four symbols for each number of extra bits. */
function readLength(symbol: number, bits: PeekBits): number {
	if (symbol > 285) throw cannotInflate();
	if (symbol === 285) return 258;
	if (symbol < 265) return symbol - 254;
	const extra = (symbol - 261) >> 2;
	return 3 + ((4 + ((symbol - 261) & 3)) << extra) + bits.take(extra);
}

/** RFC 1951, 3.2.5: 0 to 3 are 1 to 4; then two symbols for each number of extra bits. */
function readDistance(bits: PeekBits, code: FastCode): number {
	const symbol = readFast(bits, code);
	if (symbol > 29) throw cannotInflate();
	if (symbol < 4) return symbol + 1;
	const extra = (symbol >> 1) - 1;
	return 1 + ((2 + (symbol & 1)) << extra) + bits.take(extra);
}

type MeasuredBits = PeekBits & {
	/** The offset after the last byte of which a bit was taken. */
	offset(): number;
};

function createPeekBits(data: Uint8Array, start: number): MeasuredBits {
	let at = start;
	let held = 0;
	let heldBits = 0;
	const hold = (count: number): void => {
		for (; heldBits < count && at < data.length; heldBits += 8) {
			held |= (data[at++] ?? 0) << heldBits;
		}
	};
	/** Gives back whole bytes that are held. */
	const release = (): void => {
		at -= heldBits >> 3;
		held = 0;
		heldBits = 0;
	};
	return {
		peek() {
			if (heldBits < LOOKUP_BITS) hold(LOOKUP_BITS);
			return held & ((1 << LOOKUP_BITS) - 1);
		},
		take(count) {
			if (heldBits < count) hold(count);
			if (heldBits < count) throw cannotInflate();
			const value = held & ((1 << count) - 1);
			held >>>= count;
			heldBits -= count;
			return value;
		},
		bytes(count) {
			release();
			if (at + count > data.length) throw cannotInflate();
			at += count;
			return data.subarray(at - count, at);
		},
		offset: () => at - (heldBits >> 3),
	};
}
