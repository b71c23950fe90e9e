import type { OwnerRecords } from "../owner/owner-records.ts";
import { createOwnerToken, findOwnerToken } from "../owner/owner-token.ts";
import type { BackupHead } from "./backup-head.ts";

/**
 * Brings back the owner's token and password, where there are none yet.
 *
 * @returns a sentence for what was kept instead
 *
 * @example
 * for (const line of await restoreOwner(head, { dataDir, ownerRecords })) print(line);
 */
export async function restoreOwner(
	{ ownerToken, passwordHash }: Pick<BackupHead, "ownerToken" | "passwordHash">,
	{
		dataDir,
		ownerRecords,
	}: {
		readonly dataDir: string;
		readonly ownerRecords: Pick<OwnerRecords, "passwordHash" | "setPasswordHash">;
	},
): Promise<readonly string[]> {
	const kept: string[] = [];
	if (ownerToken !== null && !(await createOwnerToken(dataDir, ownerToken))) {
		const isSame = (await findOwnerToken(dataDir)) === ownerToken;
		if (!isSame) kept.push("The owner's token in DATA_DIR is another one, and was kept");
	}
	const present = await ownerRecords.passwordHash();
	if (passwordHash !== null && present === null) await ownerRecords.setPasswordHash(passwordHash);
	if (present !== null && present !== passwordHash) kept.push("The owner's password was kept");
	return kept;
}
