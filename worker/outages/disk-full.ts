/**
 * Whether an error is the system's word for a full disk, or for all of a user's share of it.
 *
 * @example
 * await writeFile(path, bytes).catch((error) => {
 *   throw isDiskFull(error) ? tellThem(error) : error;
 * });
 */
export function isDiskFull(error: unknown): boolean {
	if (!(error instanceof Error && "code" in error)) return false;
	return error.code === "ENOSPC" || error.code === "EDQUOT";
}
