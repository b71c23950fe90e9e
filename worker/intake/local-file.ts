import { readSync } from "node:fs";
import type { ByteSource } from "widthwise/photo";
import type { LocalFile } from "widthwise/store";

/** Parsers read no more than this at once. */
const BUFFER_BYTES = 256 * 1024;

/**
 * Creates a {@link ByteSource} over an open file that was just written: its bytes are still in the page
 * cache, so reading them synchronously costs less than handing the work to another thread.
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

/**
 * Describes a file on this machine to a store, which may move it.
 *
 * @example
 * await store.put("originals/ab12", localFile(path, size), { contentType: "image/jpeg" });
 */
export function localFile(path: string, size: number): LocalFile {
	return { path, size, stream: () => Bun.file(path).stream() };
}
