/** The bytes of Latin-1 text: signatures, chunk types, brands. */
export function latin1(text: string): Uint8Array {
	return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** Latin-1 text of a few bytes at an offset; shorter where the bytes end. */
export function textAt(bytes: Uint8Array, offset: number, length: number): string {
	return String.fromCharCode(...bytes.subarray(offset, offset + length));
}

/** Whether bytes begin with Latin-1 text. */
export function startsWith(bytes: Uint8Array, signature: string): boolean {
	return textAt(bytes, 0, signature.length) === signature;
}

/** A view for reading numbers; an offset outside of it throws a RangeError, so check lengths first. */
export function viewOf(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** One array of many. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
	const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
	let at = 0;
	for (const part of parts) {
		joined.set(part, at);
		at += part.length;
	}
	return joined;
}

/** The same bytes in memory of their own. Not their `slice`, which for Node's `Buffer` is a view. */
export function copyOf(bytes: Uint8Array): Uint8Array {
	return new Uint8Array(bytes);
}

/** A copy of bytes that were only lent; `null` where there are none. */
export function copyIfAny(bytes: Uint8Array | null): Uint8Array | null {
	return bytes && copyOf(bytes);
}

/** Where `needle` first occurs at or after `from`, -1 if nowhere. */
export function indexOfBytes(bytes: Uint8Array, needle: Uint8Array, from = 0): number {
	const first = needle[0];
	if (first === undefined) return from;
	for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
		if (needle.every((byte, index) => bytes[at + index] === byte)) return at;
	}
	return -1;
}
