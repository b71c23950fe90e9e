import { createCleanStray } from "../deletion/clean-stray.ts";
import { createRecoverOriginal } from "./recover-original.ts";
import { createRepair, type Repair } from "./repair.ts";
import { createSettleTrash } from "./settle-trash.ts";

/** What the parts of a repair work on. */
type RepairParts = Omit<
	Parameters<typeof createRepair>[0] &
		Parameters<typeof createCleanStray>[0] &
		Parameters<typeof createRecoverOriginal>[0] &
		Parameters<typeof createSettleTrash>[0],
	"recoverOriginal" | "cleanStray" | "settleTrash"
>;

/**
 * Creates a repair with all its parts.
 *
 * @example
 * const repair = createCompleteRepair({ ...parts, publishAgain, receiveFile, temporaryFolder, forget });
 * await repair(await audit());
 */
export function createCompleteRepair(parts: RepairParts): Repair {
	return createRepair({
		...parts,
		recoverOriginal: createRecoverOriginal(parts),
		cleanStray: createCleanStray(parts),
		settleTrash: createSettleTrash(parts),
	});
}
