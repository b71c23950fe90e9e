import { Client, type ClientConfig, type QueryResult } from "pg";
import { WidthwiseError } from "widthwise";
import { backOff, createLoadOnce, jitter } from "widthwise/internal";
import type { Database } from "./database.ts";

/** The locking side of a Postgres server. */
export type PostgresLocks = { readonly lock: Database["lock"]; close(): Promise<void> };

/** Publishing a photo, the longest work under a lock, usually takes less. */
const LOCK_TIMEOUT_MS = 60_000;

/** A server that takes longer to answer is unreachable. */
const QUERY_TIMEOUT_MS = 10_000;
const FIRST_RETRY_MS = 10;
const MAX_RETRY_MS = 250;

/**
 * A machine that loses power does not close its connections. With these options the server ends the
 * session and its locks after a minute without an answer, instead of the usual two hours.
 */
const KEEPALIVE_OPTIONS =
	"-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3";

/**
 * Creates session-level advisory locks, all on one connection of their own: no number of locks uses up
 * the pool. It polls for a lock instead of waiting in the server, because a waiting statement would
 * hold up all others on the connection.
 *
 * @example
 * const locks = createPostgresLocks({ connectionString: url }, log.error);
 * const unlock = await locks.lock(42n);
 * await unlock();
 */
export function createPostgresLocks(
	server: ClientConfig,
	onError: (error: unknown) => void,
): PostgresLocks {
	const connected = createLoadOnce(connect);
	let last: Promise<unknown> = Promise.resolve();
	let isClosed = false;

	/** Runs one statement at a time, as `pg` expects of users of a connection. */
	function query(client: Client, text: string, key: bigint): Promise<QueryResult> {
		const result = last.then(() => client.query(text, [key]));
		// A statement this simple fails only if the connection is broken.
		last = result.catch(() => client.end().catch(() => {}));
		return result;
	}

	async function connect(): Promise<Client> {
		const client = new Client({
			...server,
			options: KEEPALIVE_OPTIONS,
			query_timeout: QUERY_TIMEOUT_MS,
		});
		client.on("error", onError);
		await client.connect();
		client.on("end", connected.forget);
		return client;
	}

	function current(): Promise<Client> {
		if (isClosed) throw new WidthwiseError("unavailable", "The database is closed");
		return connected.get();
	}

	async function unlock(client: Client, key: bigint): Promise<void> {
		// On a new connection there is nothing to release: the lock ended with the old one.
		if (client !== (await connected.peek()?.catch(() => undefined))) return;
		await query(client, "select pg_advisory_unlock($1)", key).catch(onError);
	}

	return {
		async lock(key) {
			const deadline = Date.now() + LOCK_TIMEOUT_MS;
			for (let refusals = 1; ; refusals++) {
				const client = await current();
				const { rows } = await query(client, "select pg_try_advisory_lock($1) as is_ours", key);
				if (rows[0]?.is_ours === true) return () => unlock(client, key);
				if (Date.now() > deadline) throw busy();
				// With jitter, so that two waiting processes do not poll in step.
				await Bun.sleep(jitter(backOff(refusals, FIRST_RETRY_MS, MAX_RETRY_MS), 0.5));
			}
		},
		async close() {
			isClosed = true;
			const client = await connected.peek()?.catch(() => undefined);
			await client?.end();
		},
	};
}

function busy(): WidthwiseError {
	return new WidthwiseError(
		"busy",
		"Another process is busy with this photo: try again in a moment",
	);
}
