/** Encodes Latin-1 text. */
export function ascii(text: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** Encodes a big-endian number of 1 to 8 bytes. */
export function big(value: number, length: number): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(length);
	for (let at = length - 1, rest = value; at >= 0; at--, rest = Math.floor(rest / 256)) {
		bytes[at] = rest % 256;
	}
	return bytes;
}

/** Encodes a little-endian number of 1 to 8 bytes. */
export function little(value: number, length: number): Uint8Array<ArrayBuffer> {
	return big(value, length).reverse();
}

/** Joins arrays, Latin-1 texts and single bytes. */
export function join(...parts: readonly (Uint8Array | string | number)[]): Uint8Array<ArrayBuffer> {
	const arrays = parts.map((part) =>
		typeof part === "number" ? Uint8Array.of(part) : typeof part === "string" ? ascii(part) : part,
	);
	const joined = new Uint8Array(arrays.reduce((length, array) => length + array.length, 0));
	let at = 0;
	for (const array of arrays) {
		joined.set(array, at);
		at += array.length;
	}
	return joined;
}

/** Whether bytes contain `needle`, Latin-1 text or bytes. */
export function contains(bytes: Uint8Array, needle: string | Uint8Array): boolean {
	return Buffer.from(bytes).includes(typeof needle === "string" ? ascii(needle) : needle);
}

/** Makes reproducible bytes that look like compressed pixels. They contain no FF, so no marker. */
export function noise(length: number, seed = 1): Uint8Array<ArrayBuffer> {
	let state = seed;
	return Uint8Array.from({ length }, () => {
		state = (state * 1103515245 + 12345) % 2 ** 31;
		return (state >>> 16) % 255;
	});
}
