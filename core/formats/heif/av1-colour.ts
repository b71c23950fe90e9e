import type { CodePoints } from "../colour/h273.ts";

/** Reads bits, the highest first; zeros after the end. */
type Bits = (count: number) => number;

const SEQUENCE_HEADER = 1;

/** A sequence header comes first, or after a temporal delimiter. */
const MAX_OBUS = 8;

/**
 * Reads the colours from the sequence header of AV1 (AV1 Bitstream, 5.5), for a picture whose container
 * does not say them.
 *
 * @param obus open bitstream units: those of `av1C`, or the first bytes of a coded picture
 *
 * @returns `null` if it has no sequence header, or if that does not say them either
 *
 * @example
 * const colours = av1Colours(av1C.subarray(4));
 */
export function av1Colours(obus: Uint8Array): CodePoints | null {
	let at = 0;
	for (let count = 0; count < MAX_OBUS && at < obus.length; count++) {
		const head = obus[at] ?? 0;
		const isExtended = (head & 4) !== 0;
		const size = (head & 2) !== 0 ? readLeb128(obus, at + (isExtended ? 2 : 1)) : null;
		if (!size) return null;
		if (((head >> 3) & 15) === SEQUENCE_HEADER) {
			return sequenceColours(bitsOf(obus.subarray(size.end, size.end + size.value)));
		}
		at = size.end + size.value;
	}
	return null;
}

/** `leb128()`: 4.10.5. */
function readLeb128(bytes: Uint8Array, start: number): { value: number; end: number } {
	let value = 0;
	for (let index = 0; index < 8; index++) {
		const byte = bytes[start + index] ?? 0;
		value += (byte & 0x7f) * 2 ** (7 * index);
		if (byte < 0x80) return { value, end: start + index + 1 };
	}
	return { value, end: start + 8 };
}

function bitsOf(bytes: Uint8Array): Bits {
	let at = 0;
	return (count) => {
		let value = 0;
		for (let index = 0; index < count; index++, at++) {
			value = value * 2 + (((bytes[at >>> 3] ?? 0) >>> (7 - (at & 7))) & 1);
		}
		return value;
	};
}

/** `sequence_header_obu()`: 5.5.1. */
function sequenceColours(bits: Bits): CodePoints | null {
	const profile = bits(3);
	bits(1);
	const isReduced = bits(1) === 1;
	if (isReduced) bits(5);
	else skipOperatingPoints(bits);
	const [widthBits, heightBits] = [bits(4) + 1, bits(4) + 1];
	bits(widthBits);
	bits(heightBits);
	// Frame ids.
	if (!isReduced && bits(1) === 1) bits(7);
	bits(3);
	if (!isReduced) skipTools(bits);
	bits(3);
	return colourConfig(bits, profile);
}

function skipOperatingPoints(bits: Bits): void {
	let delayBits = 0;
	if (bits(1) === 1) {
		bits(64);
		if (bits(1) === 1) skipUvlc(bits);
		if (bits(1) === 1) {
			delayBits = bits(5) + 1;
			bits(42);
		}
	}
	const hasDelays = bits(1) === 1;
	for (let points = bits(5) + 1; points > 0; points--) {
		bits(12);
		const level = bits(5);
		if (level > 7) bits(1);
		if (delayBits > 0 && bits(1) === 1) bits(2 * delayBits + 1);
		if (hasDelays && bits(1) === 1) bits(4);
	}
}

/** `uvlc()`: 4.10.3. */
function skipUvlc(bits: Bits): void {
	let zeros = 0;
	while (zeros < 32 && bits(1) === 0) zeros++;
	if (zeros < 32) bits(zeros);
}

/** From `enable_interintra_compound` to the bits of the order hint. */
function skipTools(bits: Bits): void {
	bits(4);
	const hasOrderHint = bits(1) === 1;
	if (hasOrderHint) bits(2);
	const choosesScreenContent = bits(1) === 1;
	const screenContent = choosesScreenContent ? 2 : bits(1);
	if (screenContent > 0 && bits(1) === 0) bits(1);
	if (hasOrderHint) bits(3);
}

/** `color_config()`: 5.5.2. */
function colourConfig(bits: Bits, profile: number): CodePoints | null {
	const isDeep = bits(1) === 1;
	if (profile === 2 && isDeep) bits(1);
	// Monochrome.
	if (profile !== 1) bits(1);
	if (bits(1) === 0) return null;
	return { primaries: bits(8), transfer: bits(8) };
}
