import { WidthwiseError } from "../../errors.ts";
import type { LocalFile } from "../store.ts";

/** Bytes per part: S3's minimum. It allows 10,000 parts, so objects of up to 52 GB. */
export const PART_BYTES: number = 5 * 2 ** 20;

/** A part of an object, numbered from 1. */
export type Part = { readonly number: number; readonly bytes: Uint8Array };

/** Splits bytes into parts, in order. Callers may request several parts at once. */
export type PartReader = {
	/**
	 * Reads the next part, as long as the buffer except for the last one; `null` after that. The part
	 * may be in the buffer.
	 */
	next(buffer: Uint8Array): Promise<Part | null>;
	/** Closes the source. */
	close(): Promise<void>;
};

/**
 * Whether a body of a size in bytes is sent in parts.
 *
 * @example
 * isSentInParts(6_000_000); // true
 */
export function isSentInParts(size: number): boolean {
	return size > PART_BYTES;
}

/**
 * Makes a reader of bytes in memory. Parts are views; nothing is copied.
 *
 * @example
 * const reader = readParts(Uint8Array.of(1, 2, 3));
 * await reader.next(new Uint8Array(2)); // { number: 1, bytes: Uint8Array.of(1, 2) }
 */
export function readParts(bytes: Uint8Array): PartReader {
	let number = 0;
	let offset = 0;
	return {
		async next(buffer) {
			if (offset >= bytes.length) return null;
			const part = bytes.subarray(offset, offset + buffer.length);
			offset += part.length;
			return { number: ++number, bytes: part };
		},
		close: async () => {},
	};
}

/**
 * Makes a reader of a file. It fills one buffer after the other from the file's stream.
 *
 * @throws {WidthwiseError} `unavailable`, from `next`, if the file cannot be read or does not have
 *   the size that it declares
 *
 * @example
 * const stream = () => new Blob([Uint8Array.of(1, 2, 3)]).stream();
 * const reader = readFileParts({ path: "/tmp/photo", size: 3, stream });
 * await reader.next(new Uint8Array(2)); // { number: 1, bytes: Uint8Array.of(1, 2) }
 */
export function readFileParts(file: LocalFile): PartReader {
	const reader = file.stream().getReader();
	let rest: Uint8Array = new Uint8Array(0);
	let number = 0;
	let size = 0;
	let turn: Promise<Part | null> = Promise.resolve(null);

	async function fill(buffer: Uint8Array): Promise<Part | null> {
		let filled = 0;
		while (filled < buffer.length) {
			if (rest.length === 0) {
				const { done, value } = await reader.read().catch((error: unknown) => {
					throw new WidthwiseError("unavailable", "The file cannot be read", { cause: error });
				});
				if (done) break;
				rest = value;
			}
			const chunk = rest.subarray(0, buffer.length - filled);
			buffer.set(chunk, filled);
			filled += chunk.length;
			rest = rest.subarray(chunk.length);
		}
		size += filled;
		const hasEnded = filled < buffer.length;
		if (size > file.size || (hasEnded && size !== file.size)) {
			throw new WidthwiseError("unavailable", "The file changed while it was stored: try again");
		}
		return filled > 0 ? { number: ++number, bytes: buffer.subarray(0, filled) } : null;
	}
	return {
		next(buffer) {
			turn = turn.then(() => fill(buffer));
			return turn;
		},
		close: () => reader.cancel().catch(() => {}),
	};
}

/**
 * Reads a whole body into memory, for a client that sends it at once.
 *
 * @throws {WidthwiseError} `unavailable` if a file cannot be read or does not have the size that it
 *   declares
 *
 * @example
 * await readWhole(Uint8Array.of(1, 2)); // Uint8Array.of(1, 2)
 */
export async function readWhole(body: Uint8Array | LocalFile): Promise<Uint8Array> {
	if (body instanceof Uint8Array) return body;
	const reader = readFileParts(body);
	try {
		// One more byte than the size shows whether the file ends there.
		const part = await reader.next(new Uint8Array(body.size + 1));
		return part?.bytes ?? new Uint8Array(0);
	} finally {
		await reader.close();
	}
}
