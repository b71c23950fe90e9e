import { cp } from "node:fs/promises";
import { sharedPgliteFolder } from "./services/shared.ts";

/** Copies the empty, migrated database of a first start into a folder. */
export async function copyEmptyDatabase(folder: string): Promise<void> {
	await cp(await sharedPgliteFolder(), folder, { recursive: true });
}
