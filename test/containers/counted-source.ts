import type { ByteSource } from "../../core/formats/bytes/byte-source.ts";

/** A source that counts, and lends one buffer for every read as a file reader may. */
export type CountedSource = ByteSource & { readonly counts: { bytes: number; largest: number } };

/** Bytes as a source that is only lent: each read overwrites the one before. */
export function countedSource(bytes: Uint8Array, size: number = bytes.length): CountedSource {
	const counts = { bytes: 0, largest: 0 };
	let lent = new Uint8Array(0);
	return {
		size,
		counts,
		read: async (offset, length) => {
			const available = Math.max(0, Math.min(length, size - offset));
			counts.bytes += available;
			counts.largest = Math.max(counts.largest, available);
			lent.fill(0xee);
			lent = new Uint8Array(available);
			lent.set(bytes.subarray(offset, offset + available));
			return lent;
		},
	};
}
