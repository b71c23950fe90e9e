import { join } from "node:path";
import { START_TIMEOUT_MS } from "../outages/retry-while-unreachable.ts";
import type { Database } from "./database.ts";

/**
 * Opens the database: a Postgres server if there is an address, else the embedded PGlite in the data
 * folder. It waits for an unreachable server, by default for 30 seconds, because a booting machine
 * starts everything at once.
 *
 * @throws {WidthwiseError} `unavailable`, `in-use` or `misconfigured`; the message says what to do
 *
 * @example
 * const database = await openDatabase({ dataDir: "./data", databaseUrl: undefined, onError });
 */
export async function openDatabase(options: {
	/** The folder for all data on this machine. */
	readonly dataDir: string;
	/** A Postgres address; `undefined` for the embedded PGlite. */
	readonly databaseUrl: string | undefined;
	/** Called with errors in the background, such as a lost connection. */
	readonly onError: (error: unknown) => void;
	/** How long to wait for an unreachable server, in milliseconds. */
	readonly startTimeoutMs?: number;
}): Promise<Database> {
	const { dataDir, databaseUrl, onError, startTimeoutMs = START_TIMEOUT_MS } = options;
	// Each is large: only the one in use is loaded.
	if (databaseUrl === undefined) {
		const { createPgliteDatabase } = await import("./pglite.ts");
		return createPgliteDatabase({ folder: join(dataDir, "database"), onError });
	}
	const { createPostgresDatabase } = await import("./postgres.ts");
	return createPostgresDatabase({ url: databaseUrl, onError, startTimeoutMs });
}
