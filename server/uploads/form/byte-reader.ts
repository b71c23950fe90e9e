/** Bytes that arrive in chunks, read up to delimiters. One call at a time. */
export type ByteReader = {
	/** The next bytes, exactly so many. */
	take(count: number): Promise<Buffer>;
	/** Steps back over the last bytes that were taken: they are read again. */
	stepBack(count: number): void;
	/**
	 * The bytes before the next delimiter, as they come; the delimiter itself is skipped. Who leaves
	 * early may go on later with the same iterable.
	 *
	 * @param onEnd called when whoever reads has asked for more after the last of them
	 */
	until(delimiter: Buffer, onEnd?: () => void): AsyncIterable<Buffer>;
	/** Reads and throws away whatever is left. */
	finish(): Promise<void>;
	/** Tells the source that nothing more is wanted. */
	leave(): Promise<void>;
};

/**
 * Makes a reader that hands out views of what arrived, copied only where a delimiter may lie across two
 * chunks. It asks for the next chunk when somebody asks it for bytes, and then gives the memory of the
 * one before back at once: so the source gives its chunks away, and a view holds until the next call.
 *
 * Its calls reject with what the source rejects with, or with an `Error` if that ends too early.
 *
 * @example
 * const bytes = createByteReader(request.body);
 * for await (const line of bytes.until(Buffer.from("\r\n"))) show(line);
 */
export function createByteReader(source: AsyncIterable<Uint8Array>): ByteReader {
	const chunks = source[Symbol.asyncIterator]();
	let chunk: Buffer = Buffer.alloc(0);
	/** Where what was not read yet begins in the chunk. */
	let start = 0;

	/** Adds the next chunk to what was not read yet. */
	async function more(): Promise<void> {
		const rest = Buffer.from(chunk.subarray(start));
		release(chunk);
		chunk = rest;
		start = 0;
		const { done, value } = await chunks.next();
		if (done) throw new Error("The bytes ended before what was looked for");
		if (rest.length === 0) {
			chunk = Buffer.from(value.buffer, value.byteOffset, value.length);
		} else {
			chunk = Buffer.concat([rest, value]);
			release(value);
		}
	}

	function cut(end: number): Buffer {
		const bytes = chunk.subarray(start, end);
		start = end;
		return bytes;
	}

	function until(delimiter: Buffer, onEnd = (): void => {}): AsyncIterable<Buffer> {
		let isOver = false;
		async function next(): Promise<IteratorResult<Buffer, undefined>> {
			while (!isOver) {
				const place = chunk.indexOf(delimiter, start);
				isOver = place >= 0;
				const bytes = cut(isOver ? place : chunk.length - sharedEnd(chunk, start, delimiter));
				if (isOver) start += delimiter.length;
				if (bytes.length > 0) return { value: bytes };
				if (!isOver) await more();
			}
			onEnd();
			return { done: true, value: undefined };
		}
		return { [Symbol.asyncIterator]: () => ({ next }) };
	}

	return {
		until,
		async take(count) {
			while (chunk.length - start < count) await more();
			return cut(start + count);
		},
		stepBack(count) {
			start -= count;
		},
		async finish() {
			for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
				release(next.value);
			}
		},
		async leave() {
			await chunks.return?.();
		},
	};
}

/**
 * Frees a chunk's memory, for the next one to use. The collector does not feel the weight of bytes
 * outside of JavaScript's heap: left to it, hundreds of megabytes pile up, and each page is new.
 */
function release({ buffer, byteLength }: Uint8Array): void {
	// A part of a larger buffer: somebody else may use the rest.
	if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

/** How many bytes at the end, from `start` on, may be the beginning of a delimiter. */
function sharedEnd(bytes: Buffer, start: number, delimiter: Buffer): number {
	const [first = 0] = delimiter;
	const from = Math.max(start, bytes.length - delimiter.length + 1);
	for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
		const count = bytes.length - at;
		if (bytes.subarray(at).equals(delimiter.subarray(0, count))) return count;
	}
	return 0;
}
