import type { Findings } from "./audit.ts";
import type { PublishAgain } from "./publish-again.ts";
import type { Removal } from "./removal.ts";
import type { TakeIn } from "./take-in.ts";

/**
 * Cures what an audit found, as far as that can be done without losing anything. Safe to repeat. What
 * fails for one photo is tried for the others; then it rejects with the first failure.
 */
export type Repair = (findings: Findings) => Promise<void>;

/**
 * Makes the function that cures what an audit found: what is in a store without record and original is
 * removed, also from the CDN; an original without a record gets one; what has lost its master, or
 * failed because something was away, is published again. A lost original cannot be cured.
 *
 * @example
 * const repair = createRepair({ publishAgain, removal, takeIn });
 * await repair(await audit());
 */
export function createRepair(options: {
	readonly publishAgain: PublishAgain;
	readonly removal: Pick<Removal, "removeStray">;
	readonly takeIn: TakeIn;
}): Repair {
	const { publishAgain, removal, takeIn } = options;
	return async ({ strays, unrecorded, unpublished, interrupted }) => {
		const failures: unknown[] = [];
		const cure = async (ids: readonly string[], how: (id: string) => Promise<unknown>) => {
			for (const id of ids) await how(id).catch((error: unknown) => failures.push(error));
		};
		await cure(strays, removal.removeStray);
		await cure(unrecorded, takeIn);
		await cure([...unpublished, ...interrupted], publishAgain);
		if (failures.length > 0) throw failures[0];
	};
}
