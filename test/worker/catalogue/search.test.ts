import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { type Catalogue, createCatalogue } from "../../../worker/catalogue/catalogue.ts";
import { fillComputed } from "../../../worker/catalogue/fill-computed.ts";
import type { PhotoFilter } from "../../../worker/catalogue/photo-search.ts";
import { photos } from "../../../worker/catalogue/schema.ts";
import { createSelections, type Selections } from "../../../worker/catalogue/selections.ts";
import { requires } from "../../requirements.ts";
import { databases, type TestDatabase } from "../databases.ts";
import { fullMetadata, photoId, publishedPhoto, receivedPhoto } from "../photos.ts";

const bare = { ...fullMetadata, title: null, caption: null, takenAt: null, keywords: [] };

for (const { name, needs, open } of databases) {
	requires(...needs).describe(`the owner's search on ${name}`, () => {
		let opened: TestDatabase;
		let catalogue: Catalogue;
		let selections: Selections;
		beforeAll(async () => {
			opened = await open();
			catalogue = createCatalogue(opened.database);
			selections = createSelections(opened.database);
		});
		afterAll(() => opened?.drop());
		beforeEach(async () => void (await opened.database.drizzle.delete(photos)));

		async function add(number: number, filename: string, metadata: object = {}): Promise<void> {
			await catalogue.insertReceived({ ...receivedPhoto(number), filename });
			await catalogue.saveMetadata(photoId(number), { ...bare, ...metadata });
		}
		const found = async (text: string, filter: PhotoFilter = "all"): Promise<readonly number[]> => {
			const search = { text, filter };
			const ids = await selections.ids({ search });
			const query = { cursor: null, limit: 200, publishedOnly: false, order: "taken" } as const;
			const listed = await catalogue.list({ ...query, search });
			expect(listed.photos.map(({ id }) => id).reverse()).toEqual([...ids]);
			expect(await selections.count(search)).toBe(ids.length);
			return ids.map((id) => Number.parseInt(id, 16));
		};

		test("finds words of title, caption, file name, camera and keywords, of any script", async () => {
			await add(1, "IMG_0042.jpg", { title: "Blå time i Ålesund", keywords: ["fjord"] });
			await add(2, "København-2.jpg", { caption: "Straße\nam Morgen", camera: "NIKON D750" });
			await add(3, "東京タワー.heic", { title: "Ночь в Осло", lens: "NIKKOR 35 mm" });
			expect(await found("ALESUND bla")).toEqual([1]);
			expect(await found("img 0042")).toEqual([1]);
			expect(await found("IMG_0042.jpg")).toEqual([1]);
			expect(await found("fjo")).toEqual([1]);
			expect(await found("ålesund strasse")).toEqual([]);
			expect(await found("strasse kobenh")).toEqual([2]);
			expect(await found("nik")).toEqual([2, 3]);
			expect(await found("d750 nikon")).toEqual([2]);
			expect(await found("ОСЛО")).toEqual([3]);
			expect(await found("タワ")).toEqual([3]);
			expect(await found(" ")).toEqual([1, 2, 3]);
			expect(await found("byron")).toEqual([1, 2, 3]);
		});

		test("finds a year, a month and a day", async () => {
			await add(1, "a.jpg", { takenAt: "2022-05-31T23:59:59-08:00" });
			await add(2, "IMG_20220601_051200.jpg");
			await add(3, "Best of 2022.jpg", { takenAt: "2021" });
			await add(4, "b.jpg", { takenAt: "2022-05" });
			expect(await found("2022")).toEqual([3, 4, 1, 2]);
			expect(await found("2022-05")).toEqual([4, 1]);
			expect(await found("2022-05-31")).toEqual([1]);
			expect(await found("best 2022")).toEqual([3]);
			expect(await found("2022-05 2022-06")).toEqual([]);
			expect(await found("2022-13")).toEqual([]);
			expect(await found("20220601")).toEqual([2]);
		});

		test("takes nothing for an operator, and nothing without words for everything", async () => {
			await add(1, "a.jpg", { title: "O'Hara & sons" });
			for (const text of [
				"o'hara",
				"o'hara & sons",
				"sons | nothing | a",
				"'); drop table x; --",
			]) {
				await found(text);
			}
			expect(await found("o'hara & !sons")).toEqual([1]);
			for (const text of ["&", "!", ":*", "'", "\\", "%", "_", "(((", "\0", "\ud800", "🏔️"]) {
				expect([text, await found(text)]).toEqual([text, []]);
			}
			expect(await found("a".repeat(200))).toEqual([]);
			expect(selections.count({ text: "a".repeat(201), filter: "all" })).rejects.toThrow("200");
		});

		test("filters what lacks something, or failed", async () => {
			const { position } = fullMetadata;
			await add(1, "a.jpg", { title: "A", caption: "B", takenAt: "2024" });
			await add(2, "b.jpg", { position: null });
			await catalogue.edit(photoId(1), { showsPosition: true });
			await catalogue.markFailed(photoId(2), "truncated-file", "The file ends too soon");
			await add(3, "c.jpg", { position, title: "C" });
			await catalogue.markPublished(photoId(1), publishedPhoto);
			expect(await found("", "untitled")).toEqual([2]);
			expect(await found("", "uncaptioned")).toEqual([2, 3]);
			expect(await found("", "undated")).toEqual([2, 3]);
			expect(await found("", "failed")).toEqual([2]);
			expect(await found("", "unfinished")).toEqual([3]);
			expect(await found("", "position-shown")).toEqual([1]);
			expect(await found("", "position-hidden")).toEqual([3]);
			expect(await found("harbour", "untitled")).toEqual([]);
			expect(await selections.positions([1, 2, 3, 4].map(photoId))).toEqual({ known: 2, shown: 1 });
		});

		test("follows what the owner writes, and files that are sent again", async () => {
			await add(1, "first.jpg", { title: "Harbour" });
			await catalogue.edit(photoId(1), { title: "Bridge" });
			expect(await found("harbour")).toEqual([]);
			expect(await found("bridge first")).toEqual([1]);
			await catalogue.markFailed(photoId(1), "truncated-file", "The file ends too soon");
			await catalogue.insertReceived({ ...receivedPhoto(1), filename: "second.jpg" });
			expect(await found("bridge second")).toEqual([1]);
			await catalogue.saveMetadata(photoId(1), bare);
			expect(await found("first")).toEqual([]);
			expect(await found("bridge second")).toEqual([1]);
		});

		test("edits many photos in the order given, and skips those that are gone", async () => {
			const rows = Array.from({ length: 502 }, (_, i) => ({
				...receivedPhoto(i + 1),
				status: "published" as const,
				archiveTime: 502 - i,
			}));
			await opened.database.drizzle.insert(photos).values(rows);
			await fillComputed(opened.database.drizzle);
			const ids = await selections.ids({ ids: rows.map(({ id }) => id) });
			expect(ids[0]).toBe(photoId(502));
			await catalogue.beginDeletion(photoId(501), null);
			const titled = selections.edit(ids, (_, number) => ({ title: `Pier ${number}` }));
			// At the same moment, in the opposite order: neither waits for the other forever.
			const captioned = selections.edit(ids.toReversed(), (_, number) =>
				number % 2 === 0 ? { caption: "Even" } : null,
			);
			expect(await Promise.all([titled, captioned])).toEqual([501, 251]);
			expect(await catalogue.find(photoId(502))).toMatchObject({ title: "Pier 1" });
			expect(await catalogue.find(photoId(500))).toMatchObject({
				title: "Pier 3",
				caption: "Even",
			});
			expect(await catalogue.find(photoId(1))).toMatchObject({ title: "Pier 502" });
			// The last has the title, the first the file "Photo 502.jpg".
			expect(await found("pier 502")).toEqual([502, 1]);
			expect(await selections.count({ text: "even", filter: "all" })).toBe(251);
		});

		test("finds records of an earlier version after a start", async () => {
			const row = {
				...receivedPhoto(1),
				status: "published",
				title: "Old",
				archiveTime: 1,
			} as const;
			await opened.database.drizzle.insert(photos).values(row);
			expect(await found("old")).toEqual([]);
			expect(await fillComputed(opened.database.drizzle)).toBe(1);
			expect(await found("old")).toEqual([1]);
			expect(await fillComputed(opened.database.drizzle)).toBe(0);
		});

		test("takes the longest texts that a photo can have", async () => {
			const words = Array.from({ length: 1000 }, (_, i) => `${i}ﷺ`).join(" ");
			const keywords = Array.from({ length: 100 }, (_, i) => `${i}${"山".repeat(1990)}`);
			await add(1, "a.jpg", { caption: "x".repeat(2000), keywords });
			await catalogue.edit(photoId(1), { title: "y".repeat(2000), caption: words });
			expect(await found("y".repeat(200))).toEqual([1]);
		});
	});
}
