/**
 * Whether an error means that the disk is full, or that the user's quota is used up.
 *
 * @example
 * await writeFile(path, bytes).catch((cause) => {
 *   throw isDiskFull(cause) ? new WidthwiseError("disk-full", message, { cause }) : cause;
 * });
 */
export function isDiskFull(error: unknown): boolean {
	if (!(error instanceof Error && "code" in error)) return false;
	return error.code === "ENOSPC" || error.code === "EDQUOT";
}
