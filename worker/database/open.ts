import { join } from "node:path";
import { START_TIMEOUT_MS } from "../outages/retry-while-unreachable.ts";
import type { Database } from "./database.ts";
import { createPgliteDatabase } from "./pglite.ts";
import { createPostgresDatabase } from "./postgres.ts";

/**
 * Opens the database that the settings ask for: a Postgres server if there is an address, else
 * the embedded one in the data folder. A server that is away is waited for, half a minute by default:
 * a machine that starts begins everything at once.
 *
 * @throws {WidthwiseError} `unavailable`, `in-use` or `misconfigured`, with what to do about it
 *
 * @example
 * const database = await openDatabase({ dataDir: "./data", databaseUrl: undefined, onError });
 */
export function openDatabase(options: {
	/** The folder for everything that is kept on this machine. */
	readonly dataDir: string;
	/** A Postgres address; `undefined`: the embedded one. */
	readonly databaseUrl: string | undefined;
	/** Told of what goes wrong in the background, such as a lost connection. */
	readonly onError: (error: unknown) => void;
	/** How long to wait for a server that is away, in milliseconds. */
	readonly startTimeoutMs?: number;
}): Promise<Database> {
	const { dataDir, databaseUrl, onError, startTimeoutMs = START_TIMEOUT_MS } = options;
	return databaseUrl === undefined
		? createPgliteDatabase({ folder: join(dataDir, "database"), onError })
		: createPostgresDatabase({ url: databaseUrl, onError, startTimeoutMs });
}
