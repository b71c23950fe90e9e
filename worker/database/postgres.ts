import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as migrateCatalogue } from "drizzle-orm/node-postgres/migrator";
import { Pool, type PoolClient } from "pg";
import { WidthwiseError } from "widthwise";
import { isUnreachable } from "../outages/connection-errors.ts";
import { quietOutages } from "../outages/quiet-outages.ts";
import { retryWhileUnreachable } from "../outages/retry-while-unreachable.ts";
import type { Database } from "./database.ts";
import { MIGRATIONS, migrate, QUEUE_SCHEMA } from "./migrate.ts";
import { createPostgresListener } from "./postgres-listener.ts";
import { createPostgresLocks } from "./postgres-locks.ts";
import { createQueuePool } from "./postgres-queue-pool.ts";

/** An arbitrary number that no other program uses: "WIDT" in ASCII. */
const MIGRATION_LOCK = 0x57494454;

const CONNECT_TIMEOUT_MS = 10_000;
const CHECK_TIMEOUT_MS = 5000;

/** Options of {@link createPostgresDatabase}. */
export type PostgresOptions = {
	readonly url: string;
	/** Called with errors in the background, such as a lost connection. */
	readonly onError: (error: unknown) => void;
	/** How long the start waits for an unreachable server, in milliseconds. */
	readonly startTimeoutMs: number;
};

/**
 * Opens a database on a Postgres server. Several processes may do so at once: one of them migrates, the
 * others wait for it. Lost connections are replaced later; statements that ran on them reject.
 *
 * @throws {WidthwiseError} `unavailable` if the server is unreachable, `misconfigured` if it refuses
 * the connection
 *
 * @example
 * const url = "postgres://localhost/photos";
 * const database = await createPostgresDatabase({ url, onError, startTimeoutMs: 30_000 });
 */
export async function createPostgresDatabase(options: PostgresOptions): Promise<Database> {
	let closing: Promise<void> | undefined;
	const report = quietOutages(options.onError);
	const onError = (error: unknown): void => {
		// The server may end connections that are being closed: nobody needs them any more.
		if (!closing) report(error);
	};
	const connection = {
		connectionString: options.url,
		connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
		keepAlive: true,
		keepAliveInitialDelayMillis: 10_000,
		application_name: "widthwise",
	};
	const pool = openPool(connection, onError);
	const listener = createPostgresListener(connection, onError);
	const locks = createPostgresLocks(connection, onError);
	try {
		await migrateWithLock(pool, options);
	} catch (error) {
		await pool.end();
		throw error;
	}
	return {
		drizzle: drizzle(pool),
		queuePool: createQueuePool(pool),
		listen: listener.listen,
		lock: locks.lock,
		async check() {
			const query = { text: "select 1", query_timeout: CHECK_TIMEOUT_MS };
			await pool.query(query).catch((cause) => {
				throw new WidthwiseError("unavailable", "The database does not answer", { cause });
			});
		},
		close() {
			closing ??= Promise.all([listener.close(), locks.close()]).then(() => pool.end());
			return closing;
		},
	};
}

function openPool(connection: object, onError: (error: unknown) => void): Pool {
	// BullMQ's queries do not name a schema; ours always do.
	const pool = new Pool({ ...connection, options: `-c search_path=${QUEUE_SCHEMA}` });
	pool.on("error", onError);
	// The pool handles errors of idle clients only: one that breaks while in use would end the process.
	pool.on("connect", (client) => client.on("error", () => {}));
	return pool;
}

async function migrateWithLock(pool: Pool, options: PostgresOptions): Promise<void> {
	const client = await connectOrWait(pool, options);
	try {
		await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
		await migrate(client, () => migrateCatalogue(drizzle(client), MIGRATIONS));
	} finally {
		// Ends the session and its lock.
		client.release(true);
	}
}

function connectOrWait(pool: Pool, options: PostgresOptions): Promise<PoolClient> {
	const waiting = new WidthwiseError("unavailable", "Waiting for the database to answer");
	return retryWhileUnreachable(
		() => pool.connect(),
		options.startTimeoutMs,
		() => options.onError(waiting),
	).catch((cause) => {
		if (isUnreachable(cause)) {
			const message = "Cannot reach the database: check that it runs, and check DATABASE_URL";
			throw new WidthwiseError("unavailable", message, { cause });
		}
		const message = "The database refused the connection: check user and password in DATABASE_URL";
		throw new WidthwiseError("misconfigured", message, { cause });
	});
}
