import { sql } from "drizzle-orm";
import type { Drizzle } from "../database/database.ts";
import { photos } from "./schema.ts";

/**
 * Has the database count its photos, after many have changed at once. Without these statistics it reads
 * and sorts the whole rest of the archive for a page of 200 photos, instead of following the index.
 * Postgres would count them after a minute, PGlite after minutes.
 *
 * @example
 * await countForPlanner(database.drizzle);
 */
export async function countForPlanner(drizzle: Drizzle): Promise<void> {
	await drizzle.execute(sql`analyze ${photos}`);
}
