import { isPgPool, type PgPool } from "bullmq";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as migrateCatalogue } from "drizzle-orm/node-postgres/migrator";
import { Pool } from "pg";
import { WidthwiseError } from "widthwise";
import type { Database } from "./database.ts";
import { MIGRATIONS, migrate, QUEUE_SCHEMA } from "./migrate.ts";
import { createPostgresListener } from "./postgres-listener.ts";

/** Any number that is only ours: "WIDT" in ASCII. */
const MIGRATION_LOCK = 0x57494454;

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Opens a Postgres server. Several processes may do so at once: one of them migrates, the others wait
 * for it.
 *
 * @throws {WidthwiseError} `unavailable` if the server cannot be reached or refuses
 *
 * @example
 * const database = await createPostgresDatabase({ url: "postgres://localhost/photos", onError });
 */
export async function createPostgresDatabase(options: {
	readonly url: string;
	readonly onError: (error: unknown) => void;
}): Promise<Database> {
	const connection = {
		connectionString: options.url,
		connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
		keepAlive: true,
		application_name: "widthwise",
	};
	// BullMQ names its tables without their schema; ours are always named with it.
	const pool = new Pool({ ...connection, options: `-c search_path=${QUEUE_SCHEMA}` });
	pool.on("error", options.onError);
	const listener = createPostgresListener(connection, options.onError);
	try {
		await migrateAlone(pool);
	} catch (error) {
		await pool.end();
		throw error;
	}
	let closing: Promise<void> | undefined;
	return {
		drizzle: drizzle(pool),
		queuePool: queuePoolOf(pool),
		listen: listener.listen,
		close() {
			closing ??= listener.close().then(() => pool.end());
			return closing;
		},
	};
}

async function migrateAlone(pool: Pool): Promise<void> {
	const client = await pool.connect().catch((error) => {
		throw new WidthwiseError("unavailable", "Cannot reach the database: check DATABASE_URL", {
			cause: error,
		});
	});
	try {
		await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
		await migrate(client, () => migrateCatalogue(drizzle(client), MIGRATIONS));
	} finally {
		// Ends the session, and the lock with it.
		client.release(true);
	}
}

/** BullMQ describes `pg`'s pool in its own words, which `pg`'s types do not match: it judges itself. */
function queuePoolOf(pool: unknown): PgPool {
	if (!isPgPool(pool)) throw new TypeError("This version of pg does not fit BullMQ");
	return pool;
}
