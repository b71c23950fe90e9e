import { EventEmitter } from "node:events";
import { isPgPool, type PgPool } from "bullmq";

/** A worker asks again at once when it could not ask for work: what fails takes at least so long. */
const FAILURE_MS = 100;

/**
 * A `pg.Pool` as BullMQ may use it: it can neither end it, nor keep the processor busy with statements
 * that fail. The pool's errors are told to its owner alone.
 *
 * @example
 * const queue = new Queue("photos", { connection: createQueuePool(pool) }, createPostgresBackend);
 */
export function createQueuePool(pool: unknown): PgPool {
	// BullMQ describes `pg`'s pool in its own words, which `pg`'s types do not match: it judges itself.
	if (!isPgPool(pool)) throw new TypeError("This version of pg does not fit BullMQ");
	const facade = Object.assign(new EventEmitter(), {
		// Or it would ask again and again whether its connection is still there.
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
	// Each of the queue's parts listens.
	facade.setMaxListeners(0);
	return facade;
}
