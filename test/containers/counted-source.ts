import type { ByteSource } from "../../core/formats/bytes/byte-source.ts";

/** A source that counts the bytes it has read and the size of the largest read. */
export type CountedSource = ByteSource & { readonly counts: { bytes: number; largest: number } };

/**
 * Makes a source from bytes. Each read overwrites the result of the one before, as a file reader
 * may.
 */
export function countedSource(bytes: Uint8Array, size: number = bytes.length): CountedSource {
	const counts = { bytes: 0, largest: 0 };
	let buffer = new Uint8Array(0);
	return {
		size,
		counts,
		read: async (offset, length) => {
			const available = Math.max(0, Math.min(length, size - offset));
			counts.bytes += available;
			counts.largest = Math.max(counts.largest, available);
			buffer.fill(0xee);
			buffer = new Uint8Array(available);
			buffer.set(bytes.subarray(offset, offset + available));
			return buffer;
		},
	};
}
