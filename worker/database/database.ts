import type { PgPool } from "bullmq";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";

/** Drizzle over either adapter; the queries are the same. */
export type Drizzle = PgDatabase<PgQueryResultHKT, Record<string, never>>;

/** Ends a subscription. Safe to repeat. */
export type Unlisten = () => Promise<void>;

/** Lets go of a lock. Never rejects. */
export type Unlock = () => Promise<void>;

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
	 * is sent while a connection is lost is lost too: `onGap` is called when there is one again, so that
	 * whoever looks then misses nothing. Neither may throw.
	 */
	listen(channel: string, handler: (payload: string) => void, onGap: () => void): Promise<Unlisten>;
	/**
	 * Takes a lock that no other process on this database can have at the same time; within this process
	 * its holders must take turns by themselves. A lost connection loses the lock, and nobody is told.
	 *
	 * @param key 64 bits, signed
	 * @throws {WidthwiseError} `busy` if another process has held it for a minute
	 */
	lock(key: bigint): Promise<Unlock>;
	/** Rejects with a `WidthwiseError` (`unavailable`) if it does not answer. */
	check(): Promise<void>;
	/** Lets go of connections, files and locks. Safe to repeat. */
	close(): Promise<void>;
};
