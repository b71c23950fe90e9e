import type { FileHandle } from "node:fs/promises";
import type { ByteSource, LocalFile } from "widthwise";

/**
 * A {@link ByteSource} over an open file, which stays the caller's to close.
 *
 * @param size bytes, as known from writing it
 *
 * @example
 * const probe = await probeImage(fileSource(file, size));
 */
export function fileSource(file: FileHandle, size: number): ByteSource {
	return {
		size,
		async read(offset, length) {
			const buffer = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
			const { bytesRead } = await file.read(buffer, 0, buffer.length, offset);
			return buffer.subarray(0, bytesRead);
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
