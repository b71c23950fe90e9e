import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { arrivalOf } from "../../../worker/catalogue/arrival.ts";
import { type Catalogue, createCatalogue } from "../../../worker/catalogue/catalogue.ts";
import { fillComputed } from "../../../worker/catalogue/fill-computed.ts";
import type { ArchiveOrder } from "../../../worker/catalogue/photo.ts";
import { photos } from "../../../worker/catalogue/schema.ts";
import { requires } from "../../requirements.ts";
import { databases, type TestDatabase } from "../databases.ts";
import { fullMetadata, photoId, publishedPhoto, receivedPhoto } from "../photos.ts";

for (const { name, needs, open } of databases) {
	requires(...needs).describe(`the archive's order on ${name}`, () => {
		let opened: TestDatabase;
		let catalogue: Catalogue;

		beforeAll(async () => {
			opened = await open();
			catalogue = createCatalogue(opened.database);
		});
		afterAll(() => opened?.drop());
		beforeEach(async () => void (await opened.database.drizzle.delete(photos)));

		const publish = async (number: number, takenAt: string | null, filename = "a.jpg") => {
			await catalogue.insertReceived({ ...receivedPhoto(number), filename });
			await catalogue.saveMetadata(photoId(number), { ...fullMetadata, takenAt });
			await catalogue.markPublished(photoId(number), publishedPhoto);
		};
		const page = (cursor: string | null, limit: number, order: ArchiveOrder = "taken") =>
			catalogue.list({ cursor, limit, publishedOnly: true, order });
		const listed = async (order: ArchiveOrder = "taken") =>
			(await page(null, 200, order)).photos.map(({ id }) => Number.parseInt(id, 16));

		test("stays the same as long as the catalogue names the same state", async () => {
			await publish(1, null);
			const state = await catalogue.state();
			await catalogue.find(photoId(1));
			// Other databases on the same server count, too.
			if (name === "PGlite") expect(await catalogue.state()).toBe(state);
			await catalogue.edit(photoId(1), { title: "Quay" });
			const edited = await catalogue.state();
			expect(edited).not.toBe(state);
			const move = { distributionId: null, trashedAt: new Date(), batch: null };
			await catalogue.moveToTrash(photoId(1), move);
			expect([state, edited]).not.toContain(await catalogue.state());
		});

		test("is that of the time taken, then of the file's name, then of the arrival", async () => {
			await publish(1, "2014-06-01T10:00:00+02:00");
			await publish(2, null, "IMG_20150601_100000.jpg");
			await publish(3, null);
			await publish(4, "2014-06");
			await publish(5, "2014-06-01T11:00:00-08:00");
			await publish(6, "1826");
			expect(await listed()).toEqual([3, 2, 5, 1, 4, 6]);
			expect(await listed("uploaded")).toEqual([6, 5, 4, 3, 2, 1]);
		});

		test("shows every photo once, page by page, if many share a time", async () => {
			const numbers = Array.from({ length: 11 }, (_, i) => i + 1);
			for (const number of numbers) await publish(number, "2014-06-01");
			// Two of them arrived at one moment, too.
			await opened.database.drizzle.update(photos).set({ arrival: arrivalOf(new Date(0)) });
			const seen: string[] = [];
			let cursor: string | null = null;
			do {
				const { photos, cursor: next } = await page(cursor, 3);
				seen.push(...photos.map(({ id }) => id));
				cursor = next;
			} while (cursor !== null);
			expect(seen).toEqual(numbers.map(photoId).reverse());
		});

		test("is that of a photo's neighbours", async () => {
			await publish(1, "2016");
			await publish(2, "2014");
			await publish(3, "2015");
			const middle = await catalogue.find(photoId(3));
			if (!middle) throw new Error("The photo is missing");
			expect(await catalogue.neighbours(middle, "taken")).toMatchObject({
				newer: { id: photoId(1) },
				older: { id: photoId(2) },
			});
			expect(await catalogue.neighbours(middle, "uploaded")).toMatchObject({
				newer: null,
				older: { id: photoId(2) },
			});
		});

		test("is that of the owner's date, also after the file is read again", async () => {
			await publish(1, "2014-06-01");
			await publish(2, "2015-06-01");
			expect(await catalogue.edit(photoId(1), { takenAt: "2016" })).toMatchObject({
				takenAt: "2016",
				archiveTime: Date.UTC(2016, 0),
			});
			await catalogue.edit(photoId(1), { title: "No date" });
			await catalogue.saveMetadata(photoId(1), fullMetadata);
			expect(await catalogue.find(photoId(1))).toMatchObject({ takenAt: "2016" });
			expect(await listed()).toEqual([1, 2]);
			await catalogue.edit(photoId(2), { takenAt: null });
			await catalogue.saveMetadata(photoId(2), fullMetadata);
			expect(await catalogue.find(photoId(2))).toMatchObject({ takenAt: null });
			expect(await listed()).toEqual([2, 1]);
		});

		test("is computed for the records of an earlier version, and only for these", async () => {
			const rows = Array.from({ length: 1001 }, (_, i) => ({
				...receivedPhoto(i + 1),
				status: "published" as const,
				takenAt: i === 0 ? "2014-06-01T10:00:00" : null,
				filename: i === 1 ? "20150601.jpg" : "a.jpg",
				archiveTime: i === 2 ? 5 : 0,
			}));
			await opened.database.drizzle.insert(photos).values(rows);
			expect(await fillComputed(opened.database.drizzle)).toBe(1001);
			const times = await Promise.all(
				[1, 2, 3, 4, 1001].map(
					async (number) => (await catalogue.find(photoId(number)))?.archiveTime,
				),
			);
			expect(times).toEqual([
				Date.UTC(2014, 5, 1, 10),
				Date.UTC(2015, 5, 1),
				5,
				1_700_000_000_000,
				1_700_000_000_001,
			]);
			expect(await fillComputed(opened.database.drizzle)).toBe(0);
		});
	});
}
