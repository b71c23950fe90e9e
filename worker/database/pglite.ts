import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate as migrateCatalogue } from "drizzle-orm/pglite/migrator";
import { WidthwiseError } from "widthwise";
import { lockDataFolder } from "./data-lock.ts";
import type { Database } from "./database.ts";
import { MIGRATIONS, migrate } from "./migrate.ts";
import { DurableFolder, prepareFolder } from "./pglite-folder.ts";
import { createPglitePool, createQueryable } from "./pglite-pool.ts";
import { startUpkeep } from "./pglite-upkeep.ts";

const UPKEEP_INTERVAL_MS = 300_000;

/**
 * PGlite's own parameters (Postgres in single-user mode), but with fsync, and with buffers sized for a
 * catalogue of photos: 8 MB instead of 128 MB halves the process's memory.
 */
const START_PARAMETERS: readonly string[] = [
	"--single",
	"-O",
	"-j",
	...setting("search_path", "bullmq"),
	...setting("exit_on_error", "false"),
	...setting("io_method", "sync"),
	// The default, fdatasync, does nothing when compiled to WASM.
	...setting("wal_sync_method", "fsync"),
	...setting("max_worker_processes", "0"),
	...setting("max_parallel_workers", "0"),
	...setting("shared_buffers", "8MB"),
	...setting("maintenance_work_mem", "8MB"),
	...setting("work_mem", "2MB"),
	...setting("wal_buffers", "256kB"),
	...setting("min_wal_size", "32MB"),
	...setting("wal_recycle", "off"),
	...setting("log_checkpoints", "false"),
];

/**
 * Opens the embedded Postgres in its own folder, which the first start creates. This process holds the
 * folder's lock until `close` or its end. Acknowledged writes survive `kill -9` and the loss of power.
 *
 * @throws {WidthwiseError} `in-use` if another process has the folder, `misconfigured` if the folder is
 * not writable
 *
 * @example
 * const database = await createPgliteDatabase({ folder: "data/database", onError: log.error });
 */
export async function createPgliteDatabase(options: {
	readonly folder: string;
	readonly onError: (error: unknown) => void;
}): Promise<Database> {
	const lock = lockDataFolder(options.folder);
	try {
		const { pglite, syncs } = await startCounted(join(options.folder, "postgres"));
		const stopUpkeep = startUpkeep(pglite, UPKEEP_INTERVAL_MS, options.onError);
		let closing: Promise<void> | undefined;
		return {
			drizzle: drizzle(pglite),
			changes: syncs,
			queuePool: createPglitePool(pglite),
			async listen(channel, handler) {
				const unlisten = await pglite.listen(channel, handler);
				return async () => {
					if (!pglite.closed) await unlisten();
				};
			},
			// No other process can use this database.
			lock: async () => async () => {},
			async check() {
				await pglite.query("select 1").catch((cause) => {
					throw new WidthwiseError("unavailable", "The database does not answer", { cause });
				});
			},
			close() {
				closing ??= stopUpkeep()
					.then(() => pglite.close())
					.finally(lock.release);
				return closing;
			},
		};
	} catch (error) {
		lock.release();
		throw error;
	}
}

/**
 * Starts and migrates a PGlite on a folder that this process has locked; creates the database if there
 * is none.
 *
 * @example
 * const pglite = await startPglite("data/database/postgres");
 */
export async function startPglite(folder: string): Promise<PGlite> {
	return (await startCounted(folder)).pglite;
}

async function startCounted(
	folder: string,
): Promise<{ readonly pglite: PGlite; readonly syncs: () => number }> {
	await prepareFolder(folder);
	const durable = new DurableFolder(folder);
	const pglite = await PGlite.create({ fs: durable, startParams: [...START_PARAMETERS] });
	await migrate(createQueryable(pglite), () => migrateCatalogue(drizzle(pglite), MIGRATIONS));
	// Starting leaves about 50 MB of garbage, which an idle process would keep.
	Bun.gc(true);
	return { pglite, syncs: () => durable.syncs };
}

function setting(name: string, value: string): readonly [string, string] {
	return ["-c", `${name}=${value}`];
}
