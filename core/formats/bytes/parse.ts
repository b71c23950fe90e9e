import type { ByteSource } from "./byte-source.ts";

/** A parser's wish for bytes; the answer is shorter only where the file ends. */
export type ByteRange = { readonly offset: number; readonly length: number };

/**
 * A parser that asks for the bytes it needs and never holds more. It does not know where they come
 * from, so one parser serves a buffer ({@link parseBytes}) and a file on disk ({@link parseSource}).
 * The bytes are valid until it asks again.
 */
export type Parse<T> = Generator<ByteRange, T, Uint8Array>;

/** A small read of a source is widened to this many bytes, since the next one is usually near. */
const READ_AHEAD = 4096;

/**
 * Inside a parser: the bytes at an offset.
 *
 * @example
 * const head = yield* bytesAt(0, 12);
 */
export function* bytesAt(offset: number, length: number): Parse<Uint8Array> {
	return yield { offset, length };
}

/**
 * A parser that needs no bytes: what it says is known already.
 *
 * @example
 * parseBytes(bytes, known(6)); // 6
 */
export function* known<T>(value: T): Parse<T> {
	yield* bytesAt(0, 0);
	return value;
}

/**
 * Runs a parser over bytes in memory.
 *
 * @throws What the parser throws.
 * @example
 * const layout = parseBytes(bytes, walkJpeg(bytes.length));
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
 * Runs a parser over a source, reading only the ranges it asks for.
 *
 * @throws What the parser or the source throws.
 * @example
 * const layout = await parseSource(source, walkJpeg(source.size));
 */
export async function parseSource<T>(source: ByteSource, parse: Parse<T>): Promise<T> {
	let windowStart = 0;
	let window: Uint8Array = new Uint8Array(0);
	let step = parse.next();
	while (!step.done) {
		const { offset, length } = step.value;
		const wanted = Math.min(length, Math.max(0, source.size - offset));
		if (offset < windowStart || offset + wanted > windowStart + window.length) {
			window = await source.read(offset, Math.max(wanted, READ_AHEAD));
			windowStart = offset;
		}
		step = parse.next(window.subarray(offset - windowStart, offset - windowStart + wanted));
	}
	return step.value;
}
