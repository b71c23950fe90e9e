import { WidthwiseError } from "../../errors.ts";
import { cannotInflate } from "./bits.ts";
import { createReadCodes, type ReadCodes } from "./blocks.ts";
import { type FastCode, LOOKUP_BITS, makeFastCode, type PeekBits, readFast } from "./fast-code.ts";
import { END_OF_BLOCK, readDistance, readLength } from "./matches.ts";
import { isZlib, ZLIB_HEADER_BYTES } from "./zlib-header.ts";

/** How long a zlib stream is. */
export type ZlibLength = {
	/** Bytes of the stream with its checksum; the offset after it. */
	readonly compressed: number;
	/** Bytes that it inflates to; if that is more than asked for, some number above. */
	readonly inflated: number;
};

/** RFC 1950, 2.2: after the stream of blocks. */
const CHECKSUM_BYTES = 4;

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
	if (!isZlib(data)) return null;
	const bits = createPeekBits(data, ZLIB_HEADER_BYTES);
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
			if (readDistance(readFast(bits, distances), bits) > inflated) throw cannotInflate();
			inflated += length;
		}
	}
	return inflated;
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
