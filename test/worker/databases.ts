import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { Database } from "../../worker/database/database.ts";
import { openDatabase } from "../../worker/database/open.ts";
import { testDatabaseUrl } from "../config.ts";

/** A database under test: `open` gives an empty one, `drop` takes it away. */
export type TestDatabase = { readonly database: Database; drop(): Promise<void> };

/** Fails the test run: nothing may go wrong in the background. */
export function raise(error: unknown): never {
	throw error;
}

/** Every adapter that can be tested here: the same suite runs on each. */
export const adapters: readonly { readonly name: string; open(): Promise<TestDatabase> }[] = [
	{ name: "PGlite", open: openPglite },
	...[testDatabaseUrl ?? []]
		.flat()
		.map((url) => ({ name: "Postgres", open: () => openPostgres(url) })),
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

async function openPostgres(url: string): Promise<TestDatabase> {
	await emptyPostgres(url);
	const database = await openDatabase({ dataDir: "", databaseUrl: url, onError: raise });
	return { database, drop: database.close };
}

/** Drops everything of ours. */
export async function emptyPostgres(url: string): Promise<void> {
	await queryPostgres(url, "drop schema if exists widthwise, bullmq cascade");
}

/** One statement on a connection of its own. */
export async function queryPostgres(url: string, text: string): Promise<void> {
	const client = new Client(url);
	await client.connect();
	await client.query(text);
	await client.end();
}
