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
	const created = randomBytes(24).toString("base64url");
	if (await createOwnerToken(dataDir, created)) return created;
	const token = (await readFile(tokenFile(dataDir), "utf8")).trim();
	// A crash during the first start may leave an empty file.
	if (token === "") {
		const fix = "delete it, and the next start creates a new token";
		throw new WidthwiseError("misconfigured", `The file owner-token in DATA_DIR is empty: ${fix}`);
	}
	return token;
}

/**
 * Writes a token into the data folder, which the first start or a restored backup does; only this user
 * can read the file. Resolves to `false` if there is a file already: it stays as it is.
 *
 * @example
 * await createOwnerToken("/srv/photos/data", token); // true
 */
export async function createOwnerToken(dataDir: string, token: string): Promise<boolean> {
	await mkdir(dataDir, { recursive: true });
	try {
		const file = await open(tokenFile(dataDir), "wx", 0o600);
		await file.writeFile(`${token}\n`);
		await file.sync();
		await file.close();
		return true;
	} catch (error) {
		if (isCode(error, "EEXIST")) return false;
		throw error;
	}
}

/**
 * Reads the token of a data folder; `null` if there is none yet.
 *
 * @example
 * await findOwnerToken("/srv/photos/data");
 */
export async function findOwnerToken(dataDir: string): Promise<string | null> {
	try {
		return (await readFile(tokenFile(dataDir), "utf8")).trim() || null;
	} catch (error) {
		if (isCode(error, "ENOENT")) return null;
		throw error;
	}
}

function tokenFile(dataDir: string): string {
	return join(dataDir, "owner-token");
}

function isCode(error: unknown, code: string): boolean {
	return error instanceof Error && "code" in error && error.code === code;
}
