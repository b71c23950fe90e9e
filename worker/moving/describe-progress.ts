import type { MoveProgress } from "./move-photos.ts";

/** A line for so many files, or so many bytes: large originals are few. */
const FILES = 500;
const BYTES = 500_000_000;

/**
 * Whether enough has been moved since the last printed line for another one, or everything.
 *
 * @example
 * isWorthALine(progress, { done: 0, bytes: 0 }); // true, if that was the last file
 */
export function isWorthALine(
	{ done, total, bytes }: Pick<MoveProgress, "done" | "total" | "bytes">,
	printed: Pick<MoveProgress, "done" | "bytes">,
): boolean {
	return done === total || done - printed.done >= FILES || bytes - printed.bytes >= BYTES;
}

/**
 * Describes how far a move is, in one line.
 *
 * @example
 * describeProgress(progress); // "500 of 13,000 files, 1.2 GB: 480 copied, 20 were there"
 */
export function describeProgress({ done, total, outcomes, bytes, failures }: MoveProgress): string {
	const { copied, present, gone } = outcomes;
	const parts = [`${copied} copied`, `${present} were there`];
	if (gone > 0) parts.push(`${gone} deleted meanwhile`);
	if (failures.length > 0) parts.push(`${failures.length} failed`);
	return `${done} of ${total} files, ${(bytes / 1e9).toFixed(1)} GB: ${parts.join(", ")}`;
}
