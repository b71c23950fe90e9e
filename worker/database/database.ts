import type { PgPool } from "bullmq";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";

/** Drizzle on either database; the queries are the same. */
export type Drizzle = PgDatabase<PgQueryResultHKT, Record<string, never>>;

/** Ends a subscription. Safe to repeat. */
export type Unlisten = () => Promise<void>;

/** Releases a lock. Never rejects. */
export type Unlock = () => Promise<void>;

/**
 * A Postgres database, migrated and ready for use: the catalogue's tables are in the schema
 * `widthwise`, the queue's in `bullmq`.
 */
export type Database = {
	readonly drizzle: Drizzle;
	/**
	 * A number that is another one before a change of the database is visible. Absent if other processes
	 * may change it.
	 */
	readonly changes?: () => number;
	/** Shaped like a `pg.Pool`, for the queue; its search path is `bullmq`. */
	readonly queuePool: PgPool;
	/**
	 * Calls the handler with the payload of every NOTIFY on a channel, sent by any process. Notifications
	 * that are sent while the connection is lost do not arrive: `onGap` is called once there is a
	 * connection again, so that subscribers can look for changes. Neither function may throw.
	 */
	listen(channel: string, handler: (payload: string) => void, onGap: () => void): Promise<Unlisten>;
	/**
	 * Takes a lock that no other process on this database can hold at the same time. Within this process
	 * callers must take turns by themselves. A lost connection releases the lock without notice.
	 *
	 * @param key 64 bits, signed
	 * @throws {WidthwiseError} `busy` if another process has held it for a minute
	 */
	lock(key: bigint): Promise<Unlock>;
	/** Rejects with a `WidthwiseError` (`unavailable`) if the database does not answer. */
	check(): Promise<void>;
	/** Closes connections and files, and releases locks. Safe to repeat. */
	close(): Promise<void>;
};
