import { fileURLToPath } from "node:url";
import { type PgQueryable, runMigrations } from "bullmq";
import { WidthwiseError } from "widthwise";

/** Where drizzle finds the catalogue's migrations, and where it notes those that ran. */
export const MIGRATIONS = {
	migrationsFolder: fileURLToPath(new URL("../catalogue/migrations", import.meta.url)),
	migrationsSchema: "widthwise",
	migrationsTable: "migrations",
} as const;

/** The schema of the queue's tables. */
export const QUEUE_SCHEMA = "bullmq";

/**
 * Brings both schemas up to date. Each of the two runs in one transaction: it is done whole or not at
 * all.
 *
 * @param migrateCatalogue runs drizzle's migrations on the same connection
 * @throws {WidthwiseError} `misconfigured` if the database refuses
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
			"Cannot prepare the database: its user must be allowed to create schemas in a Postgres 14 or newer, written by no newer version of this program",
			{ cause: error },
		);
	}
}
