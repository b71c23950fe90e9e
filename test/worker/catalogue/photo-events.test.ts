import { afterAll, beforeAll, expect, test } from "bun:test";
import { type Catalogue, createCatalogue } from "../../../worker/catalogue/catalogue.ts";
import type { PhotoEvent } from "../../../worker/catalogue/photo.ts";
import { createPhotoEvents } from "../../../worker/catalogue/photo-events.ts";
import { until } from "../../patience.ts";
import { requires } from "../../requirements.ts";
import { databases, raise, type TestDatabase } from "../databases.ts";
import { photoId, publishedPhoto, receivedPhoto } from "../photos.ts";

const raiseGap = () => raise(new Error("An unexpected gap"));

for (const { name, needs, open } of databases) {
	requires(...needs).describe(`photo events on ${name}`, () => {
		let opened: TestDatabase;
		let catalogue: Catalogue;

		beforeAll(async () => {
			opened = await open();
			catalogue = createCatalogue(opened.database);
		});
		afterAll(() => opened?.drop());

		test("report every change of status once, in order, and nothing else", async () => {
			const events = await createPhotoEvents(opened.database, raise);
			const received: PhotoEvent[] = [];
			events.subscribe((event) => received.push(event), raiseGap);
			const id = photoId(1);
			await catalogue.insertReceived(receivedPhoto(1));
			await catalogue.insertReceived(receivedPhoto(1));
			await catalogue.markProcessing(id);
			await catalogue.edit(id, { title: "Dusk" });
			await catalogue.markFailed(id, "internal", "Broken");
			await catalogue.markFailed(id, "internal", "Broken");
			await catalogue.insertReceived(receivedPhoto(1));
			await catalogue.markProcessing(id);
			await catalogue.markPublished(id, publishedPhoto);
			await catalogue.beginDeletion(id, null);
			await catalogue.beginDeletion(id, null);
			await catalogue.endDeletion(id);
			await catalogue.endDeletion(id);
			const deletions = () => received.filter(({ status }) => status === "removed");
			await until("nothing is left of the photo", () => deletions().length === 2);
			const before = ["received", "processing", "failed", "received", "processing", "published"];
			expect(received.map(({ status }) => String(status))).toEqual([
				...before,
				"removed",
				"removed",
			]);
			expect(received.slice(-2)).toMatchObject([
				{ step: null, wasPublished: true },
				{ step: "cleared" },
			]);
			expect(new Set(received.map((event) => event.id))).toEqual(new Set([id]));
			await events.close();
		});

		test("reach all other subscribers if one throws, and none that has unsubscribed", async () => {
			const errors: unknown[] = [];
			const events = await createPhotoEvents(opened.database, (error) => errors.push(error));
			const received: string[] = [];
			events.subscribe(() => raise(new Error("mine")), raiseGap);
			const unsubscribe = events.subscribe(({ id }) => received.push(`early ${id}`), raiseGap);
			events.subscribe(({ id }) => received.push(id), raiseGap);
			unsubscribe();
			unsubscribe();
			await catalogue.insertReceived(receivedPhoto(2));
			await until("the photo's event arrives", () => received.length > 0);
			expect(received).toEqual([photoId(2)]);
			expect(errors).toEqual([new Error("mine")]);
			await events.close();
			const later = await createPhotoEvents(opened.database, raise);
			const heardLater: string[] = [];
			later.subscribe(({ id }) => heardLater.push(id), raiseGap);
			await catalogue.insertReceived(receivedPhoto(3));
			await until("the next photo's event arrives", () => heardLater.length > 0);
			expect(received).toEqual([photoId(2)]);
			await later.close();
		});
	});
}
