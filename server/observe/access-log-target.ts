import { appendFile } from "node:fs/promises";
import { WidthwiseError } from "widthwise";

/** Where the access log goes: the standard output, or a file's absolute path. */
export type AccessLogTarget = { readonly kind: "stdout" } | { readonly kind: "file"; path: string };

/**
 * Makes the function that appends to an access log. The file is opened for each write: who rotates it
 * may rename it at any time, and tell nobody.
 *
 * @throws {WidthwiseError} `misconfigured` if the file cannot be written
 *
 * @example
 * const append = await openAccessLogTarget({ kind: "file", path: "/var/log/widthwise.log" });
 * await append("{...}\n");
 */
export async function openAccessLogTarget(
	place: AccessLogTarget,
): Promise<(text: string) => Promise<void>> {
	if (place.kind === "stdout") return writeOut;
	const { path } = place;
	try {
		await appendFile(path, "");
	} catch (cause) {
		throw new WidthwiseError("misconfigured", `Cannot write ACCESS_LOG: ${path}`, { cause });
	}
	return (text) => appendFile(path, text);
}

function writeOut(text: string): Promise<void> {
	return new Promise((resolve, reject) => {
		process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
	});
}
