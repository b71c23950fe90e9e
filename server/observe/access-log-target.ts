import { appendFile } from "node:fs/promises";
import { WidthwiseError } from "widthwise";

/** Where the access log is written: standard output, or a file's absolute path. */
export type AccessLogTarget = { readonly kind: "stdout" } | { readonly kind: "file"; path: string };

/**
 * Opens an access log; resolves to the function that appends to it. The function opens the file for
 * each write, so that log rotation may rename it at any time.
 *
 * @throws {WidthwiseError} `misconfigured` if the file cannot be written
 *
 * @example
 * const append = await openAccessLogTarget({ kind: "file", path: "/var/log/widthwise.log" });
 * await append("{...}\n");
 */
export async function openAccessLogTarget(
	target: AccessLogTarget,
): Promise<(text: string) => Promise<void>> {
	if (target.kind === "stdout") return writeToStdout;
	const { path } = target;
	try {
		await appendFile(path, "");
	} catch (cause) {
		throw new WidthwiseError(
			"misconfigured",
			`Cannot write ACCESS_LOG ${path}: must be a file in an existing, writable folder`,
			{ cause },
		);
	}
	return (text) => appendFile(path, text);
}

function writeToStdout(text: string): Promise<void> {
	return new Promise((resolve, reject) => {
		process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
	});
}
