import { sql } from "drizzle-orm";
import type { Database } from "../../worker/database/database.ts";
import { openDatabase } from "../../worker/database/open.ts";
import { copyEmptyDatabase } from "../empty-database.ts";
import { createMigratedDatabase, dropMigratedDatabase } from "../migrated-database.ts";
import type { Requirement } from "../requirements.ts";
import { makeTiedFolder } from "../services/tied-process.ts";

/** An empty database under test. */
export type TestDatabase = { readonly database: Database; drop(): Promise<void> };

/** A backend that a suite runs on, and its requirements. */
export type Adapter<Opened> = {
	readonly name: string;
	readonly needs: readonly Requirement[];
	open(): Promise<Opened>;
};

/** Throws, as an `onError` that fails the test run: nothing may fail in the background. */
export function raise(error: unknown): never {
	throw error;
}

/** Both databases: the same suite runs on each. */
export const databases: readonly Adapter<TestDatabase>[] = [
	{ name: "PGlite", needs: [], open: openPglite },
	{ name: "Postgres", needs: ["postgres"], open: openPostgres },
];

/** Embedded databases that no suite uses at the moment: starting one takes longer than most suites. */
const idle: Database[] = [];

async function openPglite(): Promise<TestDatabase> {
	const database = idle.pop() ?? (await startPglite());
	await emptyDatabase(database);
	return {
		database,
		drop: async () => void idle.push(database),
	};
}

async function startPglite(): Promise<Database> {
	const dataDir = (await makeTiedFolder("database")).path;
	await copyEmptyDatabase(`${dataDir}/database`);
	return openDatabase({ dataDir, databaseUrl: undefined, onError: raise });
}

/** Deletes all rows but those that record migrations. */
export async function emptyDatabase({ drizzle }: Pick<Database, "drizzle">): Promise<void> {
	await drizzle.execute(sql`do $$ begin execute (
		select 'truncate ' || string_agg(format('%I.%I', schemaname, tablename), ', ') || ' cascade'
		from pg_tables
		where schemaname in ('widthwise', 'bullmq') and tablename not in ('migration', 'migrations')
	); end $$`);
}

async function openPostgres(): Promise<TestDatabase> {
	const databaseUrl = await createMigratedDatabase();
	const database = await openDatabase({ dataDir: "", databaseUrl, onError: raise });
	const drop = async (): Promise<void> => {
		await database.close();
		await dropMigratedDatabase(databaseUrl);
	};
	return { database, drop };
}
