import type { PgPool } from "bullmq";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";

/** Drizzle over either adapter; the queries are the same. */
export type Drizzle = PgDatabase<PgQueryResultHKT, Record<string, never>>;

/** Ends a subscription. Safe to repeat. */
export type Unlisten = () => Promise<void>;

/**
 * A Postgres, ready for use: migrated, with the catalogue's tables in the schema `widthwise` and the
 * queue's in `bullmq`.
 */
export type Database = {
	readonly drizzle: Drizzle;
	/** Shaped like a `pg.Pool`, for the queue; its search path is `bullmq`. */
	readonly queuePool: PgPool;
	/**
	 * Calls the handler with the payload of every NOTIFY on a channel, whichever process sent it. What
	 * is sent while a connection is lost is lost too. A handler must not throw.
	 */
	listen(channel: string, handler: (payload: string) => void): Promise<Unlisten>;
	/** Lets go of connections, files and locks. Safe to repeat. */
	close(): Promise<void>;
};
