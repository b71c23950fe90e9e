import { randomBytes } from "node:crypto";
import { mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { WidthwiseError } from "widthwise";

/**
 * Reads the owner's token from the data folder, or creates it there; only this user can read the
 * file.
 *
 * @throws {WidthwiseError} `misconfigured` if the file is empty
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
	// A crash during the first start may leave an empty file.
	if (token === "") {
		const fix = "delete it, and the next start creates a new token";
		throw new WidthwiseError("misconfigured", `The file owner-token in DATA_DIR is empty: ${fix}`);
	}
	return token;
}
