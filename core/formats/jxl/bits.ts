import { truncated } from "../bytes/damage.ts";

/** A number of bits to read, and what to add to the number. */
export type Coded = readonly [bits: number, add: number];

/** Reads the fields of a JPEG XL codestream (ISO/IEC 18181-1, 9.2), the lowest bit first. */
export type CodestreamBits = {
	/** `u(n)`: a number of at most 32 bits. */
	uint(bits: number): number;
	/** `Bool()`. */
	flag(): boolean;
	/** `U32(...)`: two bits choose one of four codings. */
	choice(zero: Coded, one: Coded, two: Coded, three: Coded): number;
	/** `Enum()`. */
	name(): number;
};

/**
 * Makes a reader of the bits of a codestream.
 *
 * @throws {WidthwiseError} `truncated-file` from calls that would read past the end
 *
 * @example
 * codestreamBits(Uint8Array.of(0b101)).uint(2); // 1
 */
export function codestreamBits(bytes: Uint8Array): CodestreamBits {
	let at = 0;
	const bit = (): number => {
		const byte = bytes[at >>> 3];
		if (byte === undefined) throw truncated("JPEG XL");
		return (byte >>> (at++ & 7)) & 1;
	};
	const uint = (bits: number): number => {
		let value = 0;
		for (let index = 0; index < bits; index++) value += bit() * 2 ** index;
		return value;
	};
	const choice: CodestreamBits["choice"] = (...codings) => {
		const [bits, add] = codings[uint(2)] ?? codings[0];
		return uint(bits) + add;
	};
	return {
		uint,
		flag: () => bit() === 1,
		choice,
		name: () => choice([0, 0], [0, 1], [4, 2], [6, 18]),
	};
}
