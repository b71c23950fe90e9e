import { WidthwiseError } from "widthwise";
import { within } from "widthwise/internal";

/** A part that the pipeline needs. */
export type Part = "database" | "queue" | "media store" | "public store";

/** A part that cannot be used, and why. */
export type MissingPart = { readonly part: Part; readonly message: string };

/** Callers of a readiness check have a time limit of their own, often ten seconds. */
const TIMEOUT_MS = 5_000;

/**
 * Checks all parts at the same time; resolves to those that cannot be used, in a fixed order.
 *
 * @param timeoutMs how long a part may take to answer, in milliseconds
 *
 * @example
 * await missingParts({ database: database.check, queue: queue.check, ... }); // [] when all is well
 */
export async function missingParts(
	checks: Readonly<Record<Part, () => Promise<void>>>,
	timeoutMs = TIMEOUT_MS,
): Promise<readonly MissingPart[]> {
	const parts: readonly Part[] = ["database", "queue", "media store", "public store"];
	const missing = await Promise.all(
		parts.map(async (part) => {
			const message = await problemOf(checks[part], timeoutMs);
			return message === null ? [] : [{ part, message }];
		}),
	);
	return missing.flat();
}

async function problemOf(check: () => Promise<void>, timeoutMs: number): Promise<string | null> {
	const answer = check().then(
		() => null,
		(error: unknown) => (error instanceof WidthwiseError ? error.message : "It cannot be used"),
	);
	return within<string | null>(timeoutMs, answer, () => "It does not answer");
}
