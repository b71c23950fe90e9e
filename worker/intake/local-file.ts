import type { LocalFile } from "widthwise/store";

/**
 * Describes a file on this machine to a store, which may move it.
 *
 * @example
 * await store.put("originals/ab12", localFile(path, size), { contentType: "image/jpeg" });
 */
export function localFile(path: string, size: number): LocalFile {
	return { path, size, stream: () => Bun.file(path).stream() };
}
