import { WidthwiseError } from "widthwise";
import { within } from "widthwise/internal";

/** What the pipeline needs to do its work. */
export type Part = "database" | "queue" | "media store" | "public store";

/** A part that cannot be used, and why. */
export type MissingPart = { readonly part: Part; readonly message: string };

/** Milliseconds: whoever asks has a limit of its own, often ten seconds. */
const PATIENCE_MS = 5_000;

/**
 * Asks every part at once whether it can be used; resolves to those that cannot, in the same order.
 *
 * @param patienceMs how long a part may take to answer, in milliseconds
 *
 * @example
 * await missingParts({ database: database.check, queue: queue.check, ... }); // [] when all is well
 */
export async function missingParts(
	checks: Readonly<Record<Part, () => Promise<void>>>,
	patienceMs = PATIENCE_MS,
): Promise<readonly MissingPart[]> {
	const parts: readonly Part[] = ["database", "queue", "media store", "public store"];
	const answers = await Promise.all(
		parts.map(async (part) => {
			const message = await complaint(checks[part], patienceMs);
			return message === null ? [] : [{ part, message }];
		}),
	);
	return answers.flat();
}

async function complaint(check: () => Promise<void>, patienceMs: number): Promise<string | null> {
	const answer = check().then(
		() => null,
		(error: unknown) => (error instanceof WidthwiseError ? error.message : "It cannot be used"),
	);
	return within<string | null>(patienceMs, answer, () => "It does not answer");
}
