import { afterAll, expect, test } from "bun:test";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { Pool } from "pg";
import { createCatalogue } from "../../../worker/catalogue/catalogue.ts";
import { fillComputed } from "../../../worker/catalogue/fill-computed.ts";
import { importPhotos } from "../../../worker/catalogue/transfer.ts";
import { MIGRATIONS } from "../../../worker/database/migrate.ts";
import { openDatabase } from "../../../worker/database/open.ts";
import { requires } from "../../requirements.ts";

import { sharedPostgres } from "../../services/shared.ts";
import { removeFolder, temporaryFolder } from "../../temporary-folder.ts";
import { raise } from "../databases.ts";
import { photoId } from "../photos.ts";

const folder = await temporaryFolder();
afterAll(() => removeFolder(folder));

/** Migrations of an earlier version, which knew neither the archive's order nor sets of variants. */
const EARLIER = 10;

/** A database as an earlier version left it, with a published photo. */
async function earlierDatabase(): Promise<string> {
	const migrationsFolder = join(folder, "migrations");
	await cp(MIGRATIONS.migrationsFolder, migrationsFolder, { recursive: true });
	const journal = join(migrationsFolder, "meta/_journal.json");
	const { entries, ...rest } = await Bun.file(journal).json();
	await Bun.write(journal, JSON.stringify({ ...rest, entries: entries.slice(0, EARLIER) }));
	const url = await (await sharedPostgres()).createDatabase();
	const pool = new Pool({ connectionString: url });
	await migrate(drizzle(pool), { ...MIGRATIONS, migrationsFolder });
	await pool.query(
		`insert into widthwise.photos (id, status, filename, title, type, original_bytes, frames, width,
			height, taken_at, arrival) values ($1, 'published', 'IMG_1.jpg', 'Harbour', 'image/jpeg', 1, 1, 6,
			4, '2014-05-17T10:20:30', 1)`,
		[photoId(1)],
	);
	await pool.end();
	return url;
}

requires("postgres").describe("an update", () => {
	test("keeps the photos of an earlier version, and the way back is a backup", async () => {
		const databaseUrl = await earlierDatabase();
		await using opened = new AsyncDisposableStack();
		const updated = await openDatabase({ dataDir: "", databaseUrl, onError: raise });
		opened.defer(updated.close);
		await fillComputed(updated.drizzle);
		const catalogue = createCatalogue(updated);
		const query = { cursor: null, limit: 10, publishedOnly: true, order: "taken" } as const;
		const before = await catalogue.list(query);
		expect(before.photos).toMatchObject([{ id: photoId(1), title: "Harbour" }]);

		const empty = await (await sharedPostgres()).createDatabase();
		const other = await openDatabase({ dataDir: "", databaseUrl: empty, onError: raise });
		opened.defer(other.close);
		expect(await importPhotos(other.drizzle, catalogue.exportPhotos())).toBe(1);
		expect(await createCatalogue(other).list(query)).toEqual(before);
	});
});
