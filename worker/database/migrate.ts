import { fileURLToPath } from "node:url";
import { type PgQueryable, runMigrations } from "bullmq";
import { WidthwiseError } from "widthwise";

/** Where drizzle finds the catalogue's migrations, and where it records those that ran. */
export const MIGRATIONS = {
	migrationsFolder: fileURLToPath(new URL("../catalogue/migrations", import.meta.url)),
	migrationsSchema: "widthwise",
	migrationsTable: "migrations",
} as const;

/** The schema of the queue's tables. */
export const QUEUE_SCHEMA = "bullmq";

/**
 * Migrates both schemas, each in one transaction.
 *
 * @param migrateCatalogue runs drizzle's migrations on the same connection
 * @throws {WidthwiseError} `misconfigured` if a migration fails
 *
 * @example
 * await migrate(client, () => migrate(drizzle(client), MIGRATIONS));
 */
export async function migrate(
	connection: PgQueryable,
	migrateCatalogue: () => Promise<void>,
): Promise<void> {
	try {
		await migrateCatalogue();
		await runMigrations(connection, QUEUE_SCHEMA);
	} catch (error) {
		throw new WidthwiseError(
			"misconfigured",
			"Cannot migrate the database: it must be Postgres 14 or later, its user must be allowed to create schemas, and no newer version of Widthwise may have migrated it",
			{ cause: error },
		);
	}
}
