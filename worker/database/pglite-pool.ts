import { EventEmitter } from "node:events";
import type { PGlite } from "@electric-sql/pglite";
import type { PgPool, PgPoolClient, PgQueryable } from "bullmq";

/**
 * Gives a PGlite the interface of a `pg.Pool`, as BullMQ uses one: single statements on the pool,
 * LISTEN on a client that it keeps. All clients share one session, and PGlite runs one statement at a
 * time, so BEGIN on one client would affect all: transactions must use PGlite's own API.
 *
 * Its commits do not wait for the disk, which would hold up everything else in this process: the queue is
 * emptied at each start, and filled again from the catalogue.
 *
 * @example
 * const queue = new Queue("photos", { connection: createPglitePool(pglite) }, createPostgresBackend);
 */
export function createPglitePool(pglite: PGlite): PgPool {
	const queryable = createLazyQueryable(pglite);
	const pool = Object.assign(new EventEmitter(), {
		...queryable,
		// No connection between the queue and PGlite can break, so BullMQ need not poll for that.
		options: { keepAlive: true },
		connect: async () => createClient(pglite, queryable),
		end: async () => {},
	});
	pool.setMaxListeners(0);
	return pool;
}

/**
 * Gives a PGlite the query interface of `pg`. Without parameters, a text may hold several statements.
 *
 * @example
 * const { rows } = await createQueryable(pglite).query("select $1::int as answer", [42]);
 */
export function createQueryable(pglite: PGlite): PgQueryable {
	return {
		async query<Row>(text: string, parameters?: readonly unknown[]) {
			if (parameters) return pglite.query<Row>(text, [...parameters]);
			const results = await pglite.exec(text);
			const rows: Row[] = Object.assign([], results.at(-1)?.rows);
			return { rows };
		},
	};
}

function createLazyQueryable(pglite: PGlite): PgQueryable {
	const { query } = createQueryable(pglite);
	return {
		async query<Row>(text: string, parameters?: readonly unknown[]) {
			// LISTEN and the like.
			if (!parameters) return query<Row>(text);
			return pglite.transaction(async (transaction) => {
				await transaction.exec("set local synchronous_commit to off");
				return transaction.query<Row>(text, [...parameters]);
			});
		},
	};
}

function createClient(pglite: PGlite, queryable: PgQueryable): PgPoolClient {
	const client = new EventEmitter();
	const stop = pglite.onNotification((channel, payload) =>
		client.emit("notification", { channel, payload }),
	);
	return Object.assign(client, {
		...queryable,
		release(): void {
			stop();
			client.removeAllListeners();
		},
	});
}
