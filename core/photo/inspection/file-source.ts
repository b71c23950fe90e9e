import { readSync } from "node:fs";
import type { ByteSource } from "../../formats/bytes/byte-source.ts";

/** Parsers read no more than this at once. */
const BUFFER_BYTES = 256 * 1024;

/**
 * Creates a {@link ByteSource} over an open file that was just written: its bytes are still in the page
 * cache, and nothing else waits for a thread that parses.
 *
 * @param descriptor of the open file, which the caller closes
 * @param size of the file in bytes
 *
 * @example
 * const probe = await probeImage(fileSource(file.fd, size));
 */
export function fileSource(descriptor: number, size: number): ByteSource {
	const buffer = new Uint8Array(Math.min(size, BUFFER_BYTES));
	return {
		size,
		async read(offset, length) {
			const target = length <= buffer.length ? buffer : new Uint8Array(length);
			const available = Math.max(0, Math.min(length, size - offset));
			return target.subarray(0, readSync(descriptor, target, 0, available, offset));
		},
	};
}
