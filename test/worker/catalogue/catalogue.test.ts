import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { type Catalogue, createCatalogue } from "../../../worker/catalogue/catalogue.ts";
import { photos } from "../../../worker/catalogue/schema.ts";
import { requires } from "../../requirements.ts";
import { databases, type TestDatabase } from "../databases.ts";
import { fullMetadata, photoId, publishedPhoto, receivedPhoto } from "../photos.ts";

const order = "uploaded";

for (const { name, needs, open } of databases) {
	requires(...needs).describe(`the catalogue on ${name}`, () => {
		let opened: TestDatabase;
		let catalogue: Catalogue;

		beforeAll(async () => {
			opened = await open();
			catalogue = createCatalogue(opened.database);
		});
		afterAll(() => opened?.drop());
		beforeEach(async () => void (await opened.database.drizzle.delete(photos)));

		const receive = (number: number) => catalogue.insertReceived(receivedPhoto(number));
		const publish = async (number: number) => {
			await receive(number);
			await catalogue.markProcessing(photoId(number));
			return catalogue.markPublished(photoId(number), publishedPhoto);
		};

		test("finds a received photo as it was recorded", async () => {
			const { photo, isNew } = await receive(1);
			expect(isNew).toBe(true);
			expect(photo).toMatchObject({ ...receivedPhoto(1), status: "received", attempts: 0 });
			expect(photo.createdAt).toBeInstanceOf(Date);
			expect(await catalogue.find(photo.id)).toEqual(photo);
			expect(await catalogue.find(photoId(2))).toBeNull();
			expect(await catalogue.find("'; drop table photos")).toBeNull();
		});

		test("records the same file once, sent at the same moment or later, in any status", async () => {
			const both = await Promise.all([receive(1), receive(1)]);
			expect(both.map(({ isNew }) => isNew).sort()).toEqual([false, true]);
			await catalogue.markProcessing(photoId(1));
			expect((await receive(1)).photo.status).toBe("processing");
			await catalogue.markPublished(photoId(1), publishedPhoto);
			const again = await receive(1);
			expect(again.isNew).toBe(false);
			expect(again.photo).toMatchObject({ status: "published", width: 2560 });
		});

		test("links to the newest published photos", async () => {
			for (const number of [1, 2, 3]) await publish(number);
			await receive(4);
			const newest = { id: photoId(3), filename: "Photo 3.jpg", updatedAt: expect.any(Date) };
			const links = await catalogue.links(2);
			expect(links).toMatchObject([newest, { id: photoId(2) }]);
		});

		test("receives a failed photo again, without its error", async () => {
			await receive(1);
			await catalogue.markProcessing(photoId(1));
			expect(await catalogue.markFailed(photoId(1), "unreadable-image", "Broken")).toBe(true);
			expect(await catalogue.find(photoId(1))).toMatchObject({
				status: "failed",
				errorCode: "unreadable-image",
				errorMessage: "Broken",
				attempts: 1,
			});
			const { photo, isNew } = await receive(1);
			expect(isNew).toBe(false);
			expect(photo).toMatchObject({
				status: "received",
				errorCode: null,
				errorMessage: null,
				attempts: 0,
			});
		});

		test("saves the master's details when a photo is published, also if that happens twice", async () => {
			expect(await publish(1)).toBe(true);
			const first = await catalogue.find(photoId(1));
			expect(first).toMatchObject({
				status: "published",
				width: 2560,
				height: 1707,
				masterBytes: 700_000,
				masterType: "image/jpeg",
				placeholder: publishedPhoto.placeholder,
			});
			expect(await catalogue.markPublished(photoId(1), publishedPhoto)).toBe(true);
			expect((await catalogue.find(photoId(1)))?.publishedAt).toEqual(first?.publishedAt ?? null);
		});

		test("ignores changes that no longer apply, and says so", async () => {
			expect(await catalogue.markProcessing(photoId(9))).toBeNull();
			expect(await catalogue.markPublished(photoId(9), publishedPhoto)).toBe(false);
			expect(await catalogue.markFailed(photoId(9), "internal", "Late")).toBe(false);
			expect(await catalogue.saveMetadata(photoId(9), fullMetadata)).toBe(false);
			expect(await catalogue.edit(photoId(9), { title: "None" })).toBeNull();
			expect(await catalogue.beginDeletion(photoId(9), null)).toBe(false);
			await catalogue.endDeletion(photoId(9));
			await catalogue.endDeletion(photoId(9));
			expect(await catalogue.find(photoId(9))).toBeNull();

			await publish(1);
			expect(await catalogue.markProcessing(photoId(1))).toBeNull();
			expect(await catalogue.markFailed(photoId(1), "internal", "Late")).toBe(false);
			expect(await catalogue.find(photoId(1))).toMatchObject({
				status: "published",
				errorCode: null,
			});
			expect(await catalogue.beginDeletion(photoId(1), null)).toBe(true);
			expect(await catalogue.markPublished(photoId(1), publishedPhoto)).toBe(false);
			expect(await catalogue.unfinishedDeletions()).toEqual([photoId(1)]);
			expect(await catalogue.beginDeletion(photoId(1), "E1")).toBe(true);
			const deletion = { photoId: photoId(1), distributionId: "E1" };
			expect(await catalogue.findDeletion(photoId(1))).toEqual(deletion);
			await catalogue.noteCdnInvalidated(photoId(1));
			expect(await catalogue.findDeletion(photoId(1))).toEqual({
				...deletion,
				distributionId: null,
			});
			await catalogue.endDeletion(photoId(1));
			expect(await catalogue.findDeletion(photoId(1))).toBeNull();
			expect(await catalogue.unfinishedDeletions()).toEqual([]);
			expect(await catalogue.beginDeletion(photoId(1), null)).toBe(false);
			await catalogue.endDeletion(photoId(1));
		});

		test("never returns a position with a photo, only when asked for the position itself", async () => {
			await receive(1);
			expect(await catalogue.saveMetadata(photoId(1), fullMetadata)).toBe(true);
			const page = await catalogue.list({ cursor: null, limit: 10, publishedOnly: false, order });
			const returned = [
				await catalogue.find(photoId(1)),
				await catalogue.markProcessing(photoId(1)),
				await catalogue.edit(photoId(1), { title: "Dusk" }),
				(await receive(1)).photo,
				...page.photos,
			];
			expect(returned).toHaveLength(5);
			for (const photo of returned) {
				expect(photo?.metadata.keywords).toEqual(fullMetadata.keywords);
				expect(JSON.stringify(photo)).not.toMatch(/position|latitude|50\.94/);
			}
			expect(await catalogue.findPosition(photoId(1))).toEqual(fullMetadata.position);
			await catalogue.saveMetadata(photoId(1), { ...fullMetadata, position: null });
			expect(await catalogue.findPosition(photoId(1))).toBeNull();
			expect(await catalogue.findPosition(photoId(2))).toBeNull();
		});

		test("fills a missing title or caption from the file, and keeps the owner's", async () => {
			await receive(1);
			await catalogue.edit(photoId(1), { title: "Mine" });
			await catalogue.saveMetadata(photoId(1), fullMetadata);
			const { takenAt, position, title, caption, ...shown } = fullMetadata;
			expect(await catalogue.find(photoId(1))).toMatchObject({
				title: "Mine",
				caption: "Caption in the file",
				takenAt,
				metadata: shown,
			});
			expect(await catalogue.edit(photoId(1), { caption: null })).toMatchObject({
				title: "Mine",
				caption: null,
			});
			expect(await catalogue.edit(photoId(1), {})).toMatchObject({
				title: "Mine",
			});
			// Published again: what the owner deleted does not come back.
			await catalogue.saveMetadata(photoId(1), fullMetadata);
			expect(await catalogue.find(photoId(1))).toMatchObject({ title: "Mine", caption: null });
		});

		test("lists every photo once, newest first, even if many arrived in one millisecond", async () => {
			await Promise.all(Array.from({ length: 23 }, (_, number) => receive(number)));
			await opened.database.drizzle.update(photos).set({ arrival: 1_700_000_000_000_000 });
			await receive(100);
			const seen: string[] = [];
			let cursor: string | null = null;
			do {
				const page = await catalogue.list({ cursor, limit: 5, publishedOnly: false, order });
				seen.push(...page.photos.map(({ id }) => id));
				cursor = page.cursor;
			} while (cursor !== null);
			const together = Array.from({ length: 23 }, (_, number) => photoId(22 - number));
			expect(seen).toEqual([photoId(100), ...together]);
		});

		test("finds a photo's neighbours among the published photos", async () => {
			for (const number of [1, 3, 5]) await publish(number);
			await receive(2);
			await receive(4);
			const middle = await catalogue.find(photoId(3));
			const end = await catalogue.find(photoId(5));
			if (!middle || !end) throw new Error("The photos are missing");
			expect(await catalogue.neighbours(middle, order)).toMatchObject({
				newer: { id: photoId(5) },
				older: { id: photoId(1) },
			});
			expect(await catalogue.neighbours(end, order)).toMatchObject({
				newer: null,
				older: { id: photoId(3) },
			});
		});

		test("lists only published photos for visitors", async () => {
			await publish(1);
			await receive(2);
			await publish(3);
			const page = await catalogue.list({ cursor: null, limit: 2, publishedOnly: true, order });
			expect(page.photos.map(({ id }) => id)).toEqual([photoId(3), photoId(1)]);
			expect(page.cursor).toBeNull();
		});

		test.each(["", "AAAA", "not a cursor", "'", "MQ", `${"A".repeat(100)}`, "!!"])(
			"refuses the cursor %p",
			async (cursor) => {
				const page = catalogue.list({ cursor, limit: 5, publishedOnly: false, order });
				await expect(page).rejects.toMatchObject({ code: "bad-request" });
			},
		);

		test.each([0, -1, 201, 1.5, Number.NaN])("refuses a limit of %p", async (limit) => {
			const page = catalogue.list({ cursor: null, limit, publishedOnly: false, order });
			await expect(page).rejects.toMatchObject({ code: "bad-request" });
		});

		test("lists unfinished photos, oldest first, and counts photos by status", async () => {
			await receive(1);
			await publish(2);
			await receive(3);
			await catalogue.markProcessing(photoId(3));
			await receive(4);
			await catalogue.markFailed(photoId(4), "internal", "Broken");
			expect(await catalogue.unfinished()).toEqual([photoId(1), photoId(3)]);
			// What is being published comes first.
			const shown = await catalogue.unfinishedPhotos(5);
			expect(shown.map(({ id }) => id)).toEqual([photoId(3), photoId(1)]);
			expect(await catalogue.unfinishedPhotos(1)).toHaveLength(1);
			expect(await catalogue.counts()).toEqual({
				received: 1,
				processing: 1,
				published: 1,
				failed: 1,
			});
		});
	});
}
