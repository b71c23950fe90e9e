/**
 * Encodes Latin-1 text, such as signatures, chunk types and brands.
 *
 * @example
 * latin1("RIFF"); // Uint8Array.of(0x52, 0x49, 0x46, 0x46)
 */
export function latin1(text: string): Uint8Array {
	return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/**
 * Decodes a few bytes at an offset as Latin-1 text. The text is shorter than `length` at the end of
 * the bytes.
 *
 * @example
 * textAt(latin1("RIFF"), 2, 4); // "FF"
 */
export function textAt(bytes: Uint8Array, offset: number, length: number): string {
	return String.fromCharCode(...bytes.subarray(offset, offset + length));
}

/**
 * Whether bytes start with Latin-1 text.
 *
 * @example
 * startsWith(latin1("RIFF"), "RI"); // true
 */
export function startsWith(bytes: Uint8Array, signature: string): boolean {
	return textAt(bytes, 0, signature.length) === signature;
}

/**
 * Makes a view of bytes for reading numbers. Reading outside of it throws a RangeError, so check
 * lengths first.
 *
 * @example
 * viewOf(Uint8Array.of(1, 0)).getUint16(0); // 256
 */
export function viewOf(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * Joins arrays into one.
 *
 * @example
 * concat([Uint8Array.of(1), Uint8Array.of(2, 3)]); // Uint8Array.of(1, 2, 3)
 */
export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
	let at = 0;
	for (const part of parts) {
		joined.set(part, at);
		at += part.length;
	}
	return joined;
}

/**
 * Copies bytes into memory of their own. `slice` would not: for a Node `Buffer` it returns a view.
 *
 * @example
 * copyOf(Uint8Array.of(1, 2)); // Uint8Array.of(1, 2)
 */
export function copyOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
	return new Uint8Array(bytes);
}

/**
 * Copies bytes, if there are any.
 *
 * @example
 * copyIfAny(null); // null
 */
export function copyIfAny(bytes: Uint8Array | null): Uint8Array | null {
	return bytes && copyOf(bytes);
}

/**
 * Returns the index of the first occurrence of `needle` at or after `from`; -1 if there is none.
 *
 * @example
 * indexOfBytes(Uint8Array.of(1, 2, 3), Uint8Array.of(2, 3)); // 1
 */
export function indexOfBytes(bytes: Uint8Array, needle: Uint8Array, from = 0): number {
	const first = needle[0];
	if (first === undefined) return from;
	for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
		if (isAt(bytes, needle, at)) return at;
	}
	return -1;
}

function isAt(bytes: Uint8Array, needle: Uint8Array, at: number): boolean {
	for (let index = 0; index < needle.length; index++) {
		if (bytes[at + index] !== needle[index]) return false;
	}
	return true;
}

/**
 * Whether two arrays have the same bytes.
 *
 * @example
 * isEqualBytes(Uint8Array.of(1), Uint8Array.of(1)); // true
 */
export function isEqualBytes(one: Uint8Array, other: Uint8Array): boolean {
	return one.length === other.length && isAt(one, other, 0);
}
