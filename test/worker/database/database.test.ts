import { afterEach, beforeEach, expect, spyOn, test } from "bun:test";
import fs from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCatalogue } from "../../../worker/catalogue/catalogue.ts";
import { openDatabase } from "../../../worker/database/open.ts";
import { createPgliteDatabase, startPglite } from "../../../worker/database/pglite.ts";
import { tidyUp } from "../../../worker/database/pglite-upkeep.ts";
import { copyEmptyDatabase } from "../../empty-database.ts";
import { requires } from "../../requirements.ts";
import { queryPostgres } from "../../services/postgres.ts";
import { sharedPostgres } from "../../services/shared.ts";
import { raise } from "../databases.ts";
import { photoId, receivedPhoto } from "../photos.ts";
import { startProcess } from "../process.ts";

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "widthwise-pglite-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Opens a database that closes at the end of its test. */
async function open() {
	const database = await createPgliteDatabase({ folder, onError: raise });
	return { ...database, [Symbol.asyncDispose]: database.close };
}

/** The number of acknowledged photos after which the writer is killed: one, and a random one. */
const KILLS = [1, 5 + Math.floor(Math.random() * 50)];

test(`every acknowledged photo survives kill -9 while unpacking, and after ${KILLS.join(", ")} of them`, async () => {
	const program = join(import.meta.dir, "../processes/insert-photos.ts");
	const acknowledged: string[] = [];
	// As left by a first start that was killed while it unpacked: the next one begins again.
	await Bun.write(join(folder, "postgres.new/PG_VERSION"), "18\n");
	for (const [round, count] of KILLS.entries()) {
		await using writer = startProcess(program, folder, String(round * 100_000));
		for (let i = 0; i < count; i++) {
			const line = await writer.nextLine();
			expect(line).toBe(photoId(round * 100_000 + i));
			acknowledged.push(line ?? "");
		}
		await writer.kill();
		acknowledged.push(...(await writer.restOfLines()));
	}
	await using database = await open();
	expect(await readdir(folder)).not.toContain("postgres.new");
	const survivors = new Set(await createCatalogue(database).unfinished());
	expect(acknowledged.filter((id) => !survivors.has(id))).toEqual([]);
	// Each round may leave one photo that was recorded but not yet acknowledged.
	expect(survivors.size - acknowledged.length).toBeLessThanOrEqual(KILLS.length);
});

test("an acknowledged photo is on the disk, not only in the page cache; its folder cannot be opened twice, but again after it is closed", async () => {
	await copyEmptyDatabase(folder);
	await using database = await open();
	const catalogue = createCatalogue(database);
	using sync = spyOn(fs, "fdatasyncSync");
	for (let number = 1; number <= 10; number++) {
		await catalogue.insertReceived(receivedPhoto(number));
		expect(sync.mock.calls.length).toBeGreaterThanOrEqual(number);
	}
	await expect(open()).rejects.toMatchObject({ code: "in-use" });
	await catalogue.insertReceived(receivedPhoto(11));
	await database.check();
	await database.close();
	await database.close();
	await expect(database.check()).rejects.toMatchObject({ code: "unavailable" });
	await using again = await open();
	expect(await createCatalogue(again).find(photoId(11))).not.toBeNull();
});

test("upkeep shrinks the write-ahead log and frees the space of deleted rows", async () => {
	await copyEmptyDatabase(folder);
	await using pglite = await startPglite(join(folder, "postgres"));
	const sizeOf = async (name: string) =>
		(await pglite.query<{ size: number }>(`select ${name}::int as size`)).rows[0]?.size ?? 0;
	const logSize = () => sizeOf("(select sum(size) from pg_ls_waldir())");
	await pglite.exec(
		"create table words as select repeat(md5(n::text), 20) as word from generate_series(1, 40000) n",
	);
	await pglite.exec("delete from words");
	const before = { log: await logSize(), table: await sizeOf("pg_relation_size('words')") };
	expect(await tidyUp(pglite)).toBe(true);
	expect(await logSize()).toBeLessThan(before.log / 2);
	expect(await sizeOf("pg_relation_size('words')")).toBeLessThan(before.table / 10);
	expect(await tidyUp(pglite)).toBe(false);
});

test("the error for an unreachable server names DATABASE_URL, but not the password", async () => {
	const databaseUrl = "postgres://ada:secret@127.0.0.1:1/photos";
	const opening = openDatabase({ dataDir: folder, databaseUrl, onError: raise, startTimeoutMs: 0 });
	const error = await opening.then(raise, (reason: unknown) => reason);
	expect(error).toMatchObject({ code: "unavailable" });
	expect(String(error)).toContain("DATABASE_URL");
	expect(String(error)).not.toContain("secret");
	expect(Bun.inspect(error)).not.toContain("secret");
});

requires("postgres").describe("on Postgres", () => {
	test("processes that start together all open the database, and one of them migrates", async () => {
		const url = await (await sharedPostgres()).createDatabase();
		const program = join(import.meta.dir, "../processes/open-database.ts");
		const numbers = [1, 2, 3];
		await using ends = new AsyncDisposableStack();
		const processes = numbers.map((number) => ends.use(startProcess(program, url, String(number))));
		const next = () => Promise.all(processes.map((process) => process.nextLine()));
		expect(await next()).toEqual(Array(3).fill("ready"));
		for (const process of processes) process.send("go");
		expect(await next()).toEqual(Array(3).fill("recorded"));
		const database = await openDatabase({ dataDir: "", databaseUrl: url, onError: raise });
		ends.defer(database.close);
		expect(await createCatalogue(database).counts()).toMatchObject({ received: 3 });
		const { entries } = await Bun.file(
			join(import.meta.dir, "../../../worker/catalogue/migrations/meta/_journal.json"),
		).json();
		expect(await queryPostgres(url, "select hash from widthwise.migrations")).toHaveLength(
			entries.length,
		);
	});
});
