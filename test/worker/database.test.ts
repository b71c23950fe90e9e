import { afterEach, beforeEach, expect, spyOn, test } from "bun:test";
import fs from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCatalogue } from "../../worker/catalogue/catalogue.ts";
import { openDatabase } from "../../worker/database/open.ts";
import { createPgliteDatabase, startPglite } from "../../worker/database/pglite.ts";
import { tidyUp } from "../../worker/database/pglite-upkeep.ts";
import { requires } from "../requirements.ts";
import { queryPostgres } from "../services/postgres.ts";
import { sharedPostgres } from "../services/shared.ts";
import { raise } from "./databases.ts";
import { photoId, receivedPhoto } from "./photos.ts";
import { startProcess } from "./process.ts";

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "widthwise-pglite-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = () => createPgliteDatabase({ folder, onError: raise });

test("every acknowledged photo survives kill -9 at any moment", async () => {
	const acknowledged: string[] = [];
	for (let round = 0; round < 4; round++) {
		const writer = startProcess(
			join(import.meta.dir, "processes/insert-photos.ts"),
			folder,
			String(round * 100_000),
		);
		const first = await writer.nextLine();
		await Bun.sleep(Math.random() * 400);
		await writer.kill();
		const lines = [first ?? "", ...(await writer.restOfLines())];
		expect(first).toBe(photoId(round * 100_000));
		acknowledged.push(...lines);
	}
	const database = await open();
	const kept = new Set(await createCatalogue(database).unfinished());
	expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
	// Of each round, at most the one photo that was under way is there without having been acknowledged.
	expect(kept.size - acknowledged.length).toBeLessThanOrEqual(4);
	await database.close();
});

test("what is acknowledged is on the disk, not only in the system's memory", async () => {
	const database = await open();
	const catalogue = createCatalogue(database);
	const sync = spyOn(fs, "fdatasyncSync");
	for (let number = 1; number <= 10; number++) {
		await catalogue.insertReceived(receivedPhoto(number));
		expect(sync.mock.calls.length).toBeGreaterThanOrEqual(number);
	}
	sync.mockRestore();
	await database.close();
});

test("a first start that was killed while unpacking is made good by the next", async () => {
	await Bun.write(join(folder, "postgres.new/PG_VERSION"), "18\n");
	const database = await open();
	expect(await createCatalogue(database).unfinished()).toEqual([]);
	expect(await readdir(folder)).not.toContain("postgres.new");
	await database.close();
});

test("an open folder refuses a second opening, a closed one does not", async () => {
	const database = await open();
	await expect(open()).rejects.toMatchObject({ code: "unavailable" });
	await createCatalogue(database).insertReceived(receivedPhoto(1));
	await database.close();
	await database.close();
	const again = await open();
	expect(await createCatalogue(again).find(photoId(1))).not.toBeNull();
	await again.close();
});

test("the write-ahead log shrinks again, and rows that are gone give their room back", async () => {
	const pglite = await startPglite(join(folder, "postgres"));
	const sizeOf = async (name: string) =>
		(await pglite.query<{ size: number }>(`select ${name}::int as size`)).rows[0]?.size ?? 0;
	const logSize = () => sizeOf("(select sum(size) from pg_ls_waldir())");
	await pglite.exec(
		"create table words as select repeat(md5(n::text), 20) as word from generate_series(1, 100000) n",
	);
	await pglite.exec("delete from words");
	const before = { log: await logSize(), table: await sizeOf("pg_relation_size('words')") };
	expect(await tidyUp(pglite)).toBe(true);
	expect(await logSize()).toBeLessThan(before.log / 2);
	expect(await sizeOf("pg_relation_size('words')")).toBeLessThan(before.table / 10);
	expect(await tidyUp(pglite)).toBe(false);
	await pglite.close();
});

test("a server that does not answer is named, without its password", async () => {
	const databaseUrl = "postgres://ada:secret@127.0.0.1:1/photos";
	const opening = openDatabase({ dataDir: folder, databaseUrl, onError: raise, patienceMs: 0 });
	const error = await opening.then(raise, (reason: unknown) => reason);
	expect(error).toMatchObject({ code: "unavailable" });
	expect(String(error)).toContain("DATABASE_URL");
	expect(String(error)).not.toContain("secret");
	expect(Bun.inspect(error)).not.toContain("secret");
});

requires("postgres").describe("on Postgres", () => {
	test("processes that start together all come up, and one of them migrates", async () => {
		const url = await (await sharedPostgres()).createDatabase();
		const program = join(import.meta.dir, "processes/open-database.ts");
		const numbers = [1, 2, 3, 4];
		const processes = numbers.map((number) => startProcess(program, url, String(number)));
		const next = () => Promise.all(processes.map((process) => process.nextLine()));
		expect(await next()).toEqual(Array(4).fill("ready"));
		for (const process of processes) process.tell("go");
		expect(await next()).toEqual(Array(4).fill("noted"));
		const database = await openDatabase({ dataDir: "", databaseUrl: url, onError: raise });
		expect(await createCatalogue(database).counts()).toMatchObject({ received: 4 });
		await database.close();
		const { entries } = await Bun.file(
			join(import.meta.dir, "../../worker/catalogue/migrations/meta/_journal.json"),
		).json();
		expect(await queryPostgres(url, "select hash from widthwise.migrations")).toHaveLength(
			entries.length,
		);
	});
});
