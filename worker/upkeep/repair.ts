import type { Store } from "widthwise";
import { masterKey } from "widthwise/url";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { CleanStray } from "../deletion/clean-stray.ts";
import { isOutageCode } from "../outages/outage-codes.ts";
import { tryAll } from "../outages/try-all.ts";
import type { PublishAgain } from "../publishing/publish-again.ts";
import type { Findings } from "./audit.ts";
import type { RecoverOriginal } from "./recover-original.ts";

/**
 * Cures what an audit found, as far as that can be done without losing anything. Safe to repeat. What
 * fails for one photo is tried for the others; then it rejects with the first failure.
 */
export type Repair = (findings: Findings) => Promise<void>;

/**
 * Makes the function that cures what an audit found: what is in a store without record and original is
 * removed, also from the CDN; an original without a record gets one; what has lost its master, or
 * failed because something was away, is published again, unless another process has seen to it. A lost
 * original cannot be cured.
 *
 * @example
 * const repair = createRepair({ catalogue, publicStore, publishAgain, recoverOriginal, cleanStray });
 * await repair(await audit());
 */
export function createRepair(options: {
	readonly catalogue: Pick<Catalogue, "find">;
	readonly publicStore: Store;
	readonly publishAgain: PublishAgain;
	readonly recoverOriginal: RecoverOriginal;
	readonly cleanStray: CleanStray;
}): Repair {
	const { catalogue, publicStore, publishAgain, recoverOriginal, cleanStray } = options;
	const isUnpublished = async (id: string): Promise<boolean> =>
		(await catalogue.find(id))?.status === "published" &&
		(await publicStore.head(masterKey(id))) === null;
	const isInterrupted = async (id: string): Promise<boolean> => {
		const photo = await catalogue.find(id);
		return photo?.status === "failed" && isOutageCode(photo.errorCode);
	};

	return ({ strays, unrecorded, unpublished, interrupted }) =>
		tryAll([
			...strays.map((id) => () => cleanStray(id)),
			...unrecorded.map((id) => () => recoverOriginal(id)),
			...unpublished.map((id) => () => publishAgain(id, isUnpublished)),
			...interrupted.map((id) => () => publishAgain(id, isInterrupted)),
		]);
}
