import { randomBytes } from "node:crypto";
import { mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The owner's token kept in a data folder, made at the first call; only this user may read its file.
 *
 * @example
 * const token = await loadOwnerToken("/srv/photos/data");
 */
export async function loadOwnerToken(dataDir: string): Promise<string> {
	const path = join(dataDir, "owner-token");
	await mkdir(dataDir, { recursive: true });
	try {
		const file = await open(path, "wx", 0o600);
		const token = randomBytes(24).toString("base64url");
		await file.writeFile(`${token}\n`);
		await file.sync();
		await file.close();
		return token;
	} catch (error) {
		const exists = error instanceof Error && "code" in error && error.code === "EEXIST";
		if (!exists) throw error;
	}
	const token = (await readFile(path, "utf8")).trim();
	// An empty file is left by a crash in the middle of the first start: an empty token opens nothing.
	if (token === "")
		throw new Error(`${path} is empty: remove it, a new token is made at the next start`);
	return token;
}
