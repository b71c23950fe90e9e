import type { Store } from "widthwise";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { CleanStray } from "../deletion/clean-stray.ts";
import { isOutageCode } from "../outages/outage-codes.ts";
import { tryAll } from "../outages/try-all.ts";
import type { PublishAgain } from "../publishing/publish-again.ts";
import type { Findings } from "./audit.ts";
import { hasMaster } from "./has-master.ts";
import type { RecoverOriginal } from "./recover-original.ts";
import type { SettleTrash } from "./settle-trash.ts";

/**
 * Repairs what an audit found, as far as that loses nothing. Safe to repeat. If one photo fails, it
 * goes on with the others; then it rejects with the first failure.
 */
export type Repair = (findings: Findings) => Promise<void>;

/**
 * Creates the function that repairs what an audit found. It deletes strays, also from the CDN, makes a
 * record for each original without one, and publishes photos again that have no
 * master, or one without metadata, or failed because of an outage, unless another process has already
 * done so. First it takes what is public from photos in the trash. A lost original cannot be repaired.
 *
 * @example
 * const repair = createRepair({ catalogue, publicStore, publishAgain, recoverOriginal, cleanStray, settleTrash });
 * await repair(await audit());
 */
export function createRepair(options: {
	readonly catalogue: Pick<Catalogue, "find">;
	readonly publicStore: Store;
	readonly publishAgain: PublishAgain;
	readonly recoverOriginal: RecoverOriginal;
	readonly cleanStray: CleanStray;
	readonly settleTrash: SettleTrash;
}): Repair {
	const { catalogue, publicStore, publishAgain, recoverOriginal, cleanStray, settleTrash } =
		options;
	const isUnpublished = async (id: string): Promise<boolean> =>
		(await catalogue.find(id))?.status === "published" && !(await hasMaster(publicStore, id));
	const isInterrupted = async (id: string): Promise<boolean> => {
		const photo = await catalogue.find(id);
		return photo?.status === "failed" && isOutageCode(photo.errorCode);
	};

	return ({ strays, unrecorded, unpublished, interrupted, trash }) =>
		tryAll([
			...trash.map((id) => () => settleTrash(id)),
			...strays.map((id) => () => cleanStray(id)),
			...unrecorded.map((id) => () => recoverOriginal(id)),
			...unpublished.map((id) => () => publishAgain(id, isUnpublished)),
			...interrupted.map((id) => () => publishAgain(id, isInterrupted)),
		]);
}
