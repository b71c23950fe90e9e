/** Reads bytes that arrive in chunks, up to delimiters. Callers must wait for each call. */
export type ByteReader = {
	/** Reads exactly `count` bytes. */
	read(count: number): Promise<Buffer>;
	/** Steps back over the last bytes that were read: they are read again. */
	stepBack(count: number): void;
	/**
	 * Reads the bytes before the next delimiter in chunks as they arrive, and skips the delimiter. An
	 * iteration that was left can be continued with the same iterable.
	 *
	 * @param onEnd called when the reader asks for another chunk after the last one
	 */
	until(delimiter: Buffer, onEnd?: () => void): AsyncIterable<Buffer>;
	/** Reads and discards the rest. */
	discardRest(): Promise<void>;
	/** Cancels the source. */
	cancel(): Promise<void>;
};

/**
 * Makes a reader that returns views of the chunks. It copies bytes only where a delimiter may span
 * two chunks. When it reads the next chunk, it frees the memory of the last one: so it takes
 * ownership of the source's chunks, and a view is valid until the next call.
 *
 * Its calls reject with what the source rejects with, or with an `Error` if the source ends too
 * early.
 *
 * @example
 * const bytes = createByteReader(request.body);
 * for await (const line of bytes.until(Buffer.from("\r\n"))) show(line);
 */
export function createByteReader(source: AsyncIterable<Uint8Array>): ByteReader {
	const chunks = source[Symbol.asyncIterator]();
	let chunk: Buffer = Buffer.alloc(0);
	/** The position in the chunk of the first unread byte. */
	let start = 0;

	/** Appends the next chunk to the unread bytes. */
	async function readMore(): Promise<void> {
		const rest = Buffer.from(chunk.subarray(start));
		release(chunk);
		chunk = rest;
		start = 0;
		const { done, value } = await chunks.next();
		if (done) throw new Error("The bytes ended too early");
		if (rest.length === 0) {
			chunk = Buffer.from(value.buffer, value.byteOffset, value.length);
		} else {
			chunk = Buffer.concat([rest, value]);
			release(value);
		}
	}

	function advance(end: number): Buffer {
		const bytes = chunk.subarray(start, end);
		start = end;
		return bytes;
	}

	function until(delimiter: Buffer, onEnd = (): void => {}): AsyncIterable<Buffer> {
		let isOver = false;
		async function next(): Promise<IteratorResult<Buffer, undefined>> {
			while (!isOver) {
				const position = chunk.indexOf(delimiter, start);
				isOver = position >= 0;
				const end = isOver ? position : chunk.length - partialDelimiter(chunk, start, delimiter);
				const bytes = advance(end);
				if (isOver) start += delimiter.length;
				if (bytes.length > 0) return { value: bytes };
				if (!isOver) await readMore();
			}
			onEnd();
			return { done: true, value: undefined };
		}
		return { [Symbol.asyncIterator]: () => ({ next }) };
	}

	return {
		until,
		async read(count) {
			while (chunk.length - start < count) await readMore();
			return advance(start + count);
		},
		stepBack(count) {
			start -= count;
		},
		async discardRest() {
			for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
				release(next.value);
			}
		},
		async cancel() {
			await chunks.return?.();
		},
	};
}

/**
 * Frees a chunk's memory for the next one. The garbage collector does not account for bytes outside
 * the JavaScript heap: without this, hundreds of megabytes accumulate.
 */
function release({ buffer, byteLength }: Uint8Array): void {
	// Not part of a larger buffer, whose rest may still be in use.
	if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

/** Counts the bytes at the end, from `start` on, that may be the beginning of a delimiter. */
function partialDelimiter(bytes: Buffer, start: number, delimiter: Buffer): number {
	const [first = 0] = delimiter;
	const from = Math.max(start, bytes.length - delimiter.length + 1);
	for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
		const count = bytes.length - at;
		if (bytes.subarray(at).equals(delimiter.subarray(0, count))) return count;
	}
	return 0;
}
