import { WidthwiseError } from "../../errors.ts";

/** What the system's error codes mean. */
const REASONS: Readonly<Record<string, string>> = {
	ENOENT: "there is no such file",
	ENOTDIR: "a part of its path is not a folder",
	EACCES: "permission denied",
	EPERM: "permission denied",
	EROFS: "the disk is read-only",
	EISDIR: "it is a folder",
	ENOSPC: "the disk is full",
	EMFILE: "too many files are open",
	ELOOP: "its symbolic links lead in a circle",
	ENAMETOOLONG: "its name is too long",
	EADDRINUSE: "another program uses this port: choose one with --port",
	EADDRNOTAVAIL: "this machine does not have that address",
	ERR_FS_FILE_TOO_LARGE: "it is too large to be read at once",
};

/** Why something failed: a code for programs and a message for people. */
export type Reason = { readonly code: string; readonly message: string };

/**
 * Returns the reason of an error of a file. A bug gets the code `internal`.
 *
 * @example
 * reasonOf(Object.assign(new Error(), { code: "ENOENT" })).message; // "there is no such file"
 */
export function reasonOf(error: unknown): Reason {
	if (error instanceof WidthwiseError) return { code: error.code, message: error.message };
	const code = error instanceof Error && "code" in error ? String(error.code) : "";
	if (code === "EEXIST")
		return { code, message: `${targetOf(error)} exists already: --force overwrites it` };
	const message = REASONS[code];
	if (message !== undefined) return { code, message };
	return { code: "internal", message: error instanceof Error ? error.message : String(error) };
}

/** The path that an error of the file system is about. */
function targetOf(error: unknown): string {
	if (!(error instanceof Error)) return "a file";
	if ("dest" in error && typeof error.dest === "string") return error.dest;
	return "path" in error && typeof error.path === "string" ? error.path : "a file";
}
