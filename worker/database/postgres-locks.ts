import { Client, type ClientConfig, type QueryResult } from "pg";
import { WidthwiseError } from "widthwise";
import { backOff, createLoadOnce, jitter } from "widthwise/internal";
import type { Database } from "./database.ts";

/** The locking side of a Postgres server. */
export type PostgresLocks = { readonly lock: Database["lock"]; close(): Promise<void> };

/** Longest wait for a lock; a photo is published in less. */
const PATIENCE_MS = 60_000;

/** A server that takes longer for an answer has gone without a word. */
const ANSWER_MS = 10_000;
const FIRST_PAUSE_MS = 10;
const LAST_PAUSE_MS = 250;

/**
 * A machine that loses its power says no goodbye: after a minute without an answer the server ends the
 * session, and its locks with it, instead of after the two hours that are usual.
 */
const NOTICE_DEATH =
	"-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3";

/**
 * Session-level advisory locks, all of this process's on one connection of their own: however many
 * photos are at work or waited for, nobody waits for a connection. Asked for again and again instead of
 * waited for in the server, because a waiting statement would hold up all others on the connection.
 *
 * @example
 * const locks = createPostgresLocks({ connectionString: url }, console.error);
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

	/** One statement at a time: `pg` wants its connections used like that. */
	function ask(client: Client, text: string, key: bigint): Promise<QueryResult> {
		const answer = last.then(() => client.query(text, [key]));
		// What is so simple fails only with its connection.
		last = answer.catch(() => client.end().catch(() => {}));
		return answer;
	}

	async function connect(): Promise<Client> {
		const client = new Client({ ...server, options: NOTICE_DEATH, query_timeout: ANSWER_MS });
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
		// On a new connection there is nothing to let go: the lock went with the old one.
		if (client !== (await connected.peek()?.catch(() => undefined))) return;
		await ask(client, "select pg_advisory_unlock($1)", key).catch(onError);
	}

	return {
		async lock(key) {
			const end = Date.now() + PATIENCE_MS;
			for (let refusals = 1; ; refusals++) {
				const client = await current();
				const answer = await ask(client, "select pg_try_advisory_lock($1) as is_ours", key);
				if (answer.rows[0]?.is_ours === true) return () => unlock(client, key);
				if (Date.now() > end) throw busy();
				// By chance, so that two that wait do not ask in step.
				await Bun.sleep(jitter(backOff(refusals, FIRST_PAUSE_MS, LAST_PAUSE_MS), 0.5));
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
