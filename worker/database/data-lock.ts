import { Database } from "bun:sqlite";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { WidthwiseError } from "widthwise";

/** A lock on a folder that one process holds until it releases it or ends. */
export type DataLock = {
	/** Releases the lock. Safe to repeat. */
	release(): void;
};

/**
 * Locks a folder for this process, and creates the folder if it is missing.
 *
 * SQLite's exclusive lock is a kernel lock on the file `lock`: it ends with the process, however the
 * process ends, and also works between containers that share a disk, where process ids mean nothing.
 *
 * @throws {WidthwiseError} `in-use` if another process holds the lock, `misconfigured` if the folder is
 * not writable
 *
 * @example
 * const lock = lockDataFolder("data/database");
 * lock.release();
 */
export function lockDataFolder(folder: string): DataLock {
	const file = openLockFile(folder);
	try {
		file.run("PRAGMA busy_timeout = 0");
		file.run("PRAGMA locking_mode = EXCLUSIVE");
		file.run("BEGIN EXCLUSIVE");
	} catch (error) {
		file.close();
		throw inUse(folder, error);
	}
	// For the error message only; the lock itself is the kernel's.
	writeFileSync(ownerFile(folder), String(process.pid));
	const release = () => {
		process.off("exit", release);
		file.close();
	};
	// Keeps the file from the garbage collector, which would close it and release the lock.
	process.on("exit", release);
	return { release };
}

function openLockFile(folder: string): Database {
	try {
		mkdirSync(folder, { recursive: true });
		return new Database(join(folder, "lock"), { create: true });
	} catch (error) {
		throw new WidthwiseError(
			"misconfigured",
			`Cannot write to the data folder ${folder}: make it writable, or set DATA_DIR`,
			{ cause: error },
		);
	}
}

function inUse(folder: string, cause: unknown): WidthwiseError {
	return new WidthwiseError(
		"in-use",
		`The data folder ${folder} is in use by another process${ownerOf(folder)}: stop that process first, or set DATABASE_URL to a Postgres server that both can use`,
		{ cause },
	);
}

function ownerFile(folder: string): string {
	return join(folder, "lock-owner");
}

function ownerOf(folder: string): string {
	try {
		return ` (process ${readFileSync(ownerFile(folder), "utf8")})`;
	} catch {
		return "";
	}
}
