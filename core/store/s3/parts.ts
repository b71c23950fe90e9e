import { WidthwiseError } from "../../errors.ts";
import type { LocalFile } from "../store.ts";

/** A piece of an object's bytes; numbered from 1 in the order of the bytes. */
export type Part = { readonly number: number; readonly bytes: Uint8Array };

/** Cuts bytes into parts, in order, however many ask at once. */
export type PartReader = {
	/** The next part, as large as the buffer but for the last one; it may be in it. `null` after that. */
	next(buffer: Uint8Array): Promise<Part | null>;
	/** Lets the source go. */
	close(): Promise<void>;
};

/** Reads what is in memory, without copying it. */
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
 * Reads a file as it streams, one buffer after the other.
 *
 * @throws {WidthwiseError} `unavailable` (from `next`) if it cannot be read, or has another size than it said
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
			const piece = rest.subarray(0, buffer.length - filled);
			buffer.set(piece, filled);
			filled += piece.length;
			rest = rest.subarray(piece.length);
		}
		size += filled;
		const isOver = filled < buffer.length;
		if (size > file.size || (isOver && size !== file.size)) {
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
