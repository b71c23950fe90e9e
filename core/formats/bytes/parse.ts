import type { ByteSource } from "./byte-source.ts";

/** The bytes that a parser requests. It gets fewer only at the end of the file. */
export type ByteRange = { readonly offset: number; readonly length: number };

/**
 * A parser as a generator: it yields the ranges of bytes that it needs and is resumed with them. So
 * the same parser works on bytes in memory ({@link parseBytes}) and on a file or object
 * ({@link parseSource}). The bytes are valid until the next request.
 */
export type Parse<T> = Generator<ByteRange, T, Uint8Array>;

/**
 * The minimum number of bytes to read from a source at once: the next request is usually nearby.
 */
const READ_AHEAD = 4096;

/**
 * Requests bytes at an offset, inside a parser.
 *
 * @example
 * function* readFirst(): Parse<number | undefined> {
 *   const head = yield* bytesAt(0, 1);
 *   return head[0];
 * }
 * parseBytes(Uint8Array.of(7, 8), readFirst()); // 7
 */
export function* bytesAt(offset: number, length: number): Parse<Uint8Array> {
	return yield { offset, length };
}

/**
 * Makes a parser that returns a value without reading bytes.
 *
 * @example
 * parseBytes(Uint8Array.of(), known(6)); // 6
 */
export function* known<T>(value: T): Parse<T> {
	yield* bytesAt(0, 0);
	return value;
}

/**
 * Runs a parser on bytes in memory.
 *
 * @throws whatever the parser throws
 *
 * @example
 * parseBytes(Uint8Array.of(7, 8), bytesAt(1, 1)); // Uint8Array.of(8)
 */
export function parseBytes<T>(bytes: Uint8Array, parse: Parse<T>): T {
	let step = parse.next();
	while (!step.done) {
		const { offset, length } = step.value;
		step = parse.next(bytes.subarray(offset, offset + length));
	}
	return step.value;
}

/**
 * Runs a parser on a source. Reads only the ranges that the parser requests, at least 4 KB at once.
 *
 * @throws whatever the parser or the source throws
 *
 * @example
 * await parseSource(byteSource(Uint8Array.of(7, 8)), bytesAt(1, 1)); // Uint8Array.of(8)
 */
export async function parseSource<T>(source: ByteSource, parse: Parse<T>): Promise<T> {
	let windowStart = 0;
	let window: Uint8Array = new Uint8Array(0);
	let step = parse.next();
	while (!step.done) {
		const { offset, length } = step.value;
		const available = Math.min(length, Math.max(0, source.size - offset));
		if (offset < windowStart || offset + available > windowStart + window.length) {
			window = await source.read(offset, Math.max(available, READ_AHEAD));
			windowStart = offset;
		}
		step = parse.next(window.subarray(offset - windowStart, offset - windowStart + available));
	}
	return step.value;
}
