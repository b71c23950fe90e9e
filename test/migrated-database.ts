import { createPostgresDatabase } from "../worker/database/postgres.ts";
import { PATIENCE_MS } from "./patience.ts";
import type { PostgresServer } from "./services/postgres.ts";
import { sharedPostgres } from "./services/shared.ts";

/** Made once per process: migrating takes longer than copying. */
let template: Promise<string> | undefined;

/** Creates a database with empty, migrated tables in the shared Postgres; resolves to its address. */
export async function createMigratedDatabase(): Promise<string> {
	const postgres = await sharedPostgres();
	template ??= createTemplate(postgres);
	return postgres.createDatabase(await template);
}

/** Drops a database of {@link createMigratedDatabase}, also one that a killed server still uses. */
export async function dropMigratedDatabase(url: string): Promise<void> {
	await (await sharedPostgres()).dropDatabase(url);
}

async function createTemplate(postgres: PostgresServer): Promise<string> {
	const url = await postgres.createDatabase();
	const options = { url, onError: console.error, startTimeoutMs: PATIENCE_MS };
	const database = await createPostgresDatabase(options);
	await database.close();
	return url;
}
