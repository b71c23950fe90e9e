/**
 * Is called with each line: its bytes are from `start` to `end`, exclusive, without the line break.
 * They are valid only during the call.
 */
export type OnLine = (bytes: Uint8Array, start: number, end: number) => void;

/** Splits a stream of bytes into lines. */
export type LineSplitter = {
	/** Adds the next bytes, of any length. */
	push(chunk: Uint8Array): void;
	/** Emits a last line that has no line break. */
	end(): void;
};

/**
 * Bytes of the buffer for a line that spans chunks; a longer one is cut to this length. No log line
 * is that long.
 */
const MAX_LINE_BYTES = 65_536;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Splits bytes into lines. Copies only the lines that span chunks, and uses constant memory.
 *
 * @example
 * const lengths: number[] = [];
 * const splitter = splitLines((bytes, start, end) => lengths.push(end - start));
 * splitter.push(new TextEncoder().encode("one\ntwo\r\nthr"));
 * splitter.push(new TextEncoder().encode("ee"));
 * splitter.end();
 * lengths; // [3, 3, 5]
 */
export function splitLines(onLine: OnLine): LineSplitter {
	const partial = new Uint8Array(MAX_LINE_BYTES);
	let partialLength = 0;

	function emit(bytes: Uint8Array, start: number, end: number): void {
		onLine(bytes, start, end > start && bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end);
	}

	function append(bytes: Uint8Array): void {
		const fitting = bytes.subarray(0, MAX_LINE_BYTES - partialLength);
		partial.set(fitting, partialLength);
		partialLength += fitting.length;
	}

	return {
		push(chunk) {
			let start = 0;
			if (partialLength > 0) {
				const end = chunk.indexOf(LINE_FEED);
				append(end < 0 ? chunk : chunk.subarray(0, end));
				if (end < 0) return;
				emit(partial, 0, partialLength);
				partialLength = 0;
				start = end + 1;
			}
			for (let end = chunk.indexOf(LINE_FEED, start); end >= 0; ) {
				emit(chunk, start, end);
				start = end + 1;
				end = chunk.indexOf(LINE_FEED, start);
			}
			append(chunk.subarray(start));
		},
		end() {
			if (partialLength > 0) emit(partial, 0, partialLength);
			partialLength = 0;
		},
	};
}
