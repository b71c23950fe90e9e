/** Bytes of a file, both included. */
export type ByteRange = { readonly start: number; readonly end: number };

/**
 * Reads a `Range` header with one range (RFC 9110, 14.1.2). Several ranges, or a header that cannot be
 * read, count as none: the answer is the whole file.
 *
 * @param size of the file, in bytes
 *
 * @returns `null` for the whole file; `unsatisfiable` if the range begins behind the end
 *
 * @example
 * parseByteRange("bytes=500-", 1000); // { start: 500, end: 999 }
 * parseByteRange("bytes=-100", 1000); // { start: 900, end: 999 }
 */
export function parseByteRange(
	header: string | null,
	size: number,
): ByteRange | null | "unsatisfiable" {
	const [, first = "", last = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
	if (first === "" && last === "") return null;
	if (first !== "" && last !== "" && Number(last) < Number(first)) return null;
	const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
	const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
	return start > end ? "unsatisfiable" : { start, end };
}
