import { EventEmitter } from "node:events";
import { isPgPool, type PgPool } from "bullmq";

/** A BullMQ worker retries a failed query at once, so a failure takes at least this long. */
const FAILURE_MS = 100;

/**
 * Wraps a `pg.Pool` for BullMQ, so that BullMQ can neither close it nor keep the processor busy with
 * failing statements. The pool's own errors go only to its owner.
 *
 * @example
 * const queue = new Queue("photos", { connection: createQueuePool(pool) }, createPostgresBackend);
 */
export function createQueuePool(pool: unknown): PgPool {
	// BullMQ has its own type for `pg`'s pool, which `pg`'s types do not match: BullMQ's guard decides.
	if (!isPgPool(pool)) throw new TypeError("This version of pg does not fit BullMQ");
	const facade = Object.assign(new EventEmitter(), {
		// Otherwise BullMQ would poll to see whether its connection is alive.
		options: { keepAlive: true },
		async query<Row>(text: string, parameters?: readonly unknown[]) {
			try {
				return await pool.query<Row>(text, parameters);
			} catch (error) {
				await Bun.sleep(FAILURE_MS);
				throw error;
			}
		},
		connect: () => pool.connect(),
		end: async () => {},
	});
	// Each part of the queue adds a listener.
	facade.setMaxListeners(0);
	return facade;
}
