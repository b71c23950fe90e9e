import type { PGlite } from "@electric-sql/pglite";

/** Bytes of write-ahead log after which it pays to tidy up: replaying as much takes well under a second. */
const LOG_BYTES = 8 * 1024 * 1024;

/** Ends the upkeep; resolves when a running one is done. */
export type StopUpkeep = () => Promise<void>;

/**
 * Does what a server's background processes do and PGlite, being a single process, leaves undone:
 * without a checkpoint its write-ahead log grows for ever, without a vacuum so do the tables.
 *
 * @param intervalMs milliseconds between looks at the log; idle ones cost one query
 *
 * @example
 * const stop = startUpkeep(pglite, 300_000, onError);
 */
export function startUpkeep(
	pglite: PGlite,
	intervalMs: number,
	onError: (error: unknown) => void,
): StopUpkeep {
	let running: Promise<void> = Promise.resolve();
	const timer = setInterval(() => {
		running = tidyUp(pglite).then(() => {}, onError);
	}, intervalMs);
	timer.unref();
	return async () => {
		clearInterval(timer);
		await running;
	};
}

/**
 * Vacuums and makes a checkpoint if `minLogBytes` of log were written since the last one; tells whether
 * it did.
 *
 * @example
 * await tidyUp(pglite, 0); // true
 */
export async function tidyUp(pglite: PGlite, minLogBytes: number = LOG_BYTES): Promise<boolean> {
	const { rows } = await pglite.query<{ bytes: number | bigint }>(
		"select pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::bigint as bytes from pg_control_checkpoint()",
	);
	if (Number(rows[0]?.bytes ?? 0) < minLogBytes) return false;
	// Apart, because VACUUM must not share a transaction.
	await pglite.query("vacuum (analyze)");
	await pglite.query("checkpoint");
	return true;
}
