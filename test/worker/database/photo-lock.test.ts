import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import { createCatalogue } from "../../../worker/catalogue/catalogue.ts";
import type { Database } from "../../../worker/database/database.ts";
import { openDatabase } from "../../../worker/database/open.ts";
import { createPhotoLock, type PhotoLock } from "../../../worker/database/photo-lock.ts";
import { within } from "../../patience.ts";
import { requires } from "../../requirements.ts";
import { sharedPostgres } from "../../services/shared.ts";
import { databases, raise, type TestDatabase } from "../databases.ts";
import { photoId } from "../photos.ts";
import { startProcess } from "../process.ts";

const id = photoId(1);

/** Work that logs its beginning and end, and takes another photo's lock in between. */
function logged(log: string[], name: string, lock: PhotoLock) {
	return async (): Promise<string> => {
		log.push(`${name} begins`);
		await lock(photoId(99), async () => {});
		log.push(`${name} ends`);
		return name;
	};
}

for (const { name, needs, open } of databases) {
	requires(...needs).describe(`a photo's lock on ${name}`, () => {
		let opened: TestDatabase;
		let lock: PhotoLock;
		beforeAll(async () => {
			opened = await open();
			lock = createPhotoLock(opened.database);
		});
		afterAll(() => opened?.drop());

		test("runs work on one photo in turn, in the order of the calls", async () => {
			const log: string[] = [];
			const names = ["first", "second", "third"];
			const done = names.map((name) => lock(id, logged(log, name, lock)));
			expect(await Promise.all(done)).toEqual(names);
			expect(log).toEqual(names.flatMap((name) => [`${name} begins`, `${name} ends`]));
		});

		test("rejects as the work does, and then runs the next", async () => {
			const failing = lock(id, () => Promise.reject(new Error("mine")));
			const next = lock(id, async () => "next");
			await expect(failing).rejects.toThrow("mine");
			expect(await next).toBe("next");
		});

		test("does not hold up work on other photos, even with a hundred locks held", async () => {
			const { promise: end, resolve } = Promise.withResolvers<void>();
			const { promise: allBegun, resolve: begun } = Promise.withResolvers<void>();
			let running = 0;
			const held = Array.from({ length: 100 }, (_, number) =>
				lock(photoId(number), async () => {
					if (++running === 100) begun();
					await end;
				}),
			);
			await within("all hold their locks", allBegun);
			// The database still has free connections.
			expect(await createCatalogue(opened.database).find(id)).toBeNull();
			resolve();
			await Promise.all(held);
		});
	});
}

requires("postgres").describe("a photo's lock between processes", () => {
	let url: string;
	let database: Database;
	let other: Database;
	beforeAll(async () => {
		url = await (await sharedPostgres()).createDatabase();
		const open = () => openDatabase({ dataDir: "", databaseUrl: url, onError: raise });
		[database, other] = [await open(), await open()];
	});
	afterAll(() => Promise.all([database?.close(), other?.close()]));

	test("keeps one process out while the other works", async () => {
		const log: string[] = [];
		const locks = [createPhotoLock(database), createPhotoLock(other)];
		const works = Array.from({ length: 20 }, (_, turn) =>
			locks[turn % 2]?.(id, logged(log, String(turn), createPhotoLock(database))),
		);
		await Promise.all(works);
		expect(log).toHaveLength(40);
		for (let line = 0; line < 40; line += 2) {
			expect(log[line + 1]).toBe(log[line]?.replace("begins", "ends"));
		}
	});

	test("is released by kill -9", async () => {
		const program = join(import.meta.dir, "../processes/hold-photo-lock.ts");
		await using holder = startProcess(program, url, id);
		expect(await holder.nextLine()).toBe("held");
		let isMine = false;
		const mine = createPhotoLock(database)(id, async () => {
			isMine = true;
		});
		await createPhotoLock(database)(photoId(2), async () => {});
		expect(isMine).toBe(false);
		await holder.kill();
		await mine;
		expect(isMine).toBe(true);
	});
});
