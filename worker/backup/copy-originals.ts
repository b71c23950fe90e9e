import type { Store } from "widthwise";
import { originalKey } from "widthwise/url";
import { copyObjects } from "../moving/copy-objects.ts";
import type { MoveJournal } from "../moving/journal.ts";

/** How copying originals ended. */
export type CopiedOriginals = {
	readonly copied: number;
	/** Those that the source does not have: of photos that were deleted meanwhile, or lost. */
	readonly missing: number;
	/** Why others could not be copied. */
	readonly failures: readonly unknown[];
};

/**
 * Copies the originals of photos to another store, and verifies each copy. What is there already is not
 * copied again: an original never changes.
 *
 * @example
 * const { missing } = await copyOriginals(photoIds, { source: media, target, journal });
 */
export async function copyOriginals(
	photoIds: readonly string[],
	stores: { readonly source: Store; readonly target: Store; readonly journal: MoveJournal },
): Promise<CopiedOriginals> {
	const outcomes = { copied: 0, present: 0, gone: 0 };
	const failures: unknown[] = [];
	await copyObjects(photoIds.map(originalKey), {
		...stores,
		onCopied: ({ outcome }) => outcomes[outcome]++,
		onFailed: (_key, error) => failures.push(error),
	});
	return { copied: outcomes.copied, missing: outcomes.gone, failures };
}
