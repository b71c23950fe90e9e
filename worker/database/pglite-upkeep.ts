import type { PGlite } from "@electric-sql/pglite";

/** Write-ahead log in bytes that calls for upkeep: replaying this much takes well under a second. */
const LOG_BYTES = 8 * 1024 * 1024;

/** Stops the upkeep; resolves when a run in progress is done. */
export type StopUpkeep = () => Promise<void>;

/**
 * Starts what a Postgres server does in background processes and PGlite, being a single process, does
 * not: without checkpoints its write-ahead log grows without limit, without vacuuming its tables do.
 *
 * @param intervalMs milliseconds between checks of the log; a check costs one query
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
 * Vacuums and makes a checkpoint if at least `minLogBytes` of log were written since the last one.
 *
 * @returns whether it did
 *
 * @example
 * await tidyUp(pglite, 0); // true
 */
export async function tidyUp(pglite: PGlite, minLogBytes: number = LOG_BYTES): Promise<boolean> {
	const { rows } = await pglite.query<{ bytes: number | bigint }>(
		"select pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::bigint as bytes from pg_control_checkpoint()",
	);
	if (Number(rows[0]?.bytes ?? 0) < minLogBytes) return false;
	// Two statements, because VACUUM cannot run in a transaction.
	await pglite.query("vacuum (analyze)");
	await pglite.query("checkpoint");
	return true;
}
