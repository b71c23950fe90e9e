import { afterAll, beforeAll, describe, expect, spyOn, test } from "bun:test";
import fs from "node:fs";
import { setImmediate } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { createCatalogue } from "../../../worker/catalogue/catalogue.ts";
import type { Database } from "../../../worker/database/database.ts";
import { createPgliteDatabase } from "../../../worker/database/pglite.ts";
import { copyEmptyDatabase } from "../../empty-database.ts";
import { removeFolder, temporaryFolder } from "../../temporary-folder.ts";
import { raise } from "../databases.ts";
import { photoId, receivedPhoto } from "../photos.ts";

let folder: string;
let database: Database;
beforeAll(async () => {
	folder = await temporaryFolder();
	await copyEmptyDatabase(folder);
	database = await createPgliteDatabase({ folder, onError: raise });
});
afterAll(async () => {
	await database.close();
	await removeFolder(folder);
});

/** Counts the turns of the event loop until a promise has settled. */
async function turnsUntil(promise: Promise<unknown>): Promise<number> {
	let isSettled = false;
	const settled = promise.finally(() => {
		isSettled = true;
	});
	let turns = 0;
	for (; !isSettled; turns++) await setImmediate();
	await settled;
	return turns;
}

/** How often the disk is waited for meanwhile. */
async function syncsDuring(work: () => Promise<unknown>): Promise<number> {
	using synced = spyOn(fs, "fdatasyncSync");
	await work();
	return synced.mock.calls.length;
}

const STATEMENTS = 20;

describe("the embedded database", () => {
	test("lets requests be answered between two statements, however many wait", async () => {
		const statements = Array.from({ length: STATEMENTS }, () =>
			database.drizzle.execute(sql`select 1`),
		);
		expect(await turnsUntil(Promise.all(statements))).toBeGreaterThanOrEqual(STATEMENTS);
		const queued = Array.from({ length: STATEMENTS }, () =>
			database.queuePool.query("select $1::int", [1]),
		);
		expect(await turnsUntil(Promise.all(queued))).toBeGreaterThanOrEqual(STATEMENTS);
	});

	test("waits for the disk with the catalogue's commits, but not with the queue's", async () => {
		const insert = () => createCatalogue(database).insertReceived(receivedPhoto(1));
		const write = "insert into meta (queue, field, value) values ($1, 'a', 'b')";
		expect(await syncsDuring(() => database.queuePool.query(write, ["turns"]))).toBe(0);
		expect(await syncsDuring(insert)).toBeGreaterThan(0);
		const { rows } = await database.queuePool.query("show synchronous_commit");
		expect(rows).toEqual([{ synchronous_commit: "on" }]);
	});

	test("tells by a number that something has changed", async () => {
		const catalogue = createCatalogue(database);
		const before = database.changes?.();
		await catalogue.find(photoId(2));
		expect(database.changes?.()).toBe(before ?? Number.NaN);
		await catalogue.insertReceived(receivedPhoto(2));
		expect(database.changes?.()).not.toBe(before);
	});
});
