import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "../../worker/database/database.ts";
import { openDatabase } from "../../worker/database/open.ts";
import type { Requirement } from "../requirements.ts";
import { sharedPostgres } from "../services/shared.ts";

/** A database under test: `open` gives an empty one, `drop` takes it away. */
export type TestDatabase = { readonly database: Database; drop(): Promise<void> };

/** Something that a suite runs on, and what that needs. */
export type Adapter<Opened> = {
	readonly name: string;
	readonly needs: readonly Requirement[];
	open(): Promise<Opened>;
};

/** Fails the test run: nothing may go wrong in the background. */
export function raise(error: unknown): never {
	throw error;
}

/** Every adapter: the same suite runs on each. */
export const databases: readonly Adapter<TestDatabase>[] = [
	{ name: "PGlite", needs: [], open: openPglite },
	{ name: "Postgres", needs: ["postgres"], open: openPostgres },
];

async function openPglite(): Promise<TestDatabase> {
	const dataDir = await mkdtemp(join(tmpdir(), "widthwise-database-"));
	const database = await openDatabase({ dataDir, databaseUrl: undefined, onError: raise });
	return {
		database,
		async drop() {
			await database.close();
			await rm(dataDir, { recursive: true, force: true });
		},
	};
}

async function openPostgres(): Promise<TestDatabase> {
	const databaseUrl = await (await sharedPostgres()).createDatabase();
	const database = await openDatabase({ dataDir: "", databaseUrl, onError: raise });
	return { database, drop: database.close };
}
