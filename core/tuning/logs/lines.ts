/** Told of each line: the bytes from `start` to before `end`, its line break left out. */
export type OnLine = (bytes: Uint8Array, start: number, end: number) => void;

/** Takes a stream apart into lines. */
export type LineSplitter = {
	/** Takes the next bytes, of any length. */
	push(chunk: Uint8Array): void;
	/** Hands over a last line that had no line break. */
	end(): void;
};

/** A longer line is no log line; it is handed over cut to this many bytes. */
const LONGEST_LINE = 65_536;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Splits bytes into lines without copying them, but for the line that two chunks share. Its memory
 * does not grow, whatever comes.
 *
 * @example
 * const splitter = splitLines((bytes, start, end) => console.log(end - start));
 * splitter.push(new TextEncoder().encode("one\ntwo\r\nthr"));
 * splitter.end(); // 3, 3, 3
 */
export function splitLines(onLine: OnLine): LineSplitter {
	const begun = new Uint8Array(LONGEST_LINE);
	let begunLength = 0;

	function hand(bytes: Uint8Array, start: number, end: number): void {
		onLine(bytes, start, end > start && bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end);
	}

	function begin(part: Uint8Array): void {
		const room = part.subarray(0, LONGEST_LINE - begunLength);
		begun.set(room, begunLength);
		begunLength += room.length;
	}

	return {
		push(chunk) {
			let start = 0;
			if (begunLength > 0) {
				const end = chunk.indexOf(LINE_FEED);
				begin(end < 0 ? chunk : chunk.subarray(0, end));
				if (end < 0) return;
				hand(begun, 0, begunLength);
				begunLength = 0;
				start = end + 1;
			}
			for (let end = chunk.indexOf(LINE_FEED, start); end >= 0; ) {
				hand(chunk, start, end);
				start = end + 1;
				end = chunk.indexOf(LINE_FEED, start);
			}
			begin(chunk.subarray(start));
		},
		end() {
			if (begunLength > 0) hand(begun, 0, begunLength);
			begunLength = 0;
		},
	};
}
