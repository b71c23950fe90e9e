import { readSync } from "node:fs";
import type { ByteSource, LocalFile } from "widthwise/internal";

/** Bytes read at once at the most; parsers ask for no more. */
const BUFFER_BYTES = 256 * 1024;

/**
 * A {@link ByteSource} over an open file that was written just now: its bytes are still in the page
 * cache, so reading them at once costs less than handing the work to another thread.
 *
 * @param descriptor of the open file, which stays the caller's to close
 * @param size bytes, as known from writing it
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
			const wanted = Math.max(0, Math.min(length, size - offset));
			return target.subarray(0, readSync(descriptor, target, 0, wanted, offset));
		},
	};
}

/**
 * A file on this machine as a store takes it over.
 *
 * @example
 * await store.put("originals/ab12", localFile(path, size), { contentType: "image/jpeg" });
 */
export function localFile(path: string, size: number): LocalFile {
	return { path, size, stream: () => Bun.file(path).stream() };
}
