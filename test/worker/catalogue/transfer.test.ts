import { afterAll, beforeAll, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { momentOf } from "../../../worker/catalogue/arrival.ts";
import { createCatalogue } from "../../../worker/catalogue/catalogue.ts";
import { photos } from "../../../worker/catalogue/schema.ts";
import { createSelections } from "../../../worker/catalogue/selections.ts";
import { exportPhotos, importPhotos } from "../../../worker/catalogue/transfer.ts";
import { requires } from "../../requirements.ts";
import { databases, type TestDatabase } from "../databases.ts";
import { fullMetadata, photoId, publishedPhoto, receivedPhoto } from "../photos.ts";

async function* each(lines: readonly string[]): AsyncGenerator<string, void> {
	yield* lines;
}

/** How many photos the database's planner knows of; -1 if it has never counted them. */
async function countedByPlanner({ database }: TestDatabase): Promise<number> {
	const rows = await database.drizzle
		.select({ photos: sql<number>`reltuples::int` })
		.from(sql`pg_class`)
		.where(sql`oid = 'widthwise.photos'::regclass`);
	return rows[0]?.photos ?? -1;
}

for (const from of databases) {
	// Each is once what is backed up, and once what is restored.
	for (const to of databases.filter((database) => database !== from)) {
		requires(...from.needs, ...to.needs).describe(
			`a backup from ${from.name} restored to ${to.name}`,
			() => {
				let source: TestDatabase;
				let target: TestDatabase;
				beforeAll(async () => {
					source = await from.open();
					target = await to.open();
				});
				afterAll(async () => {
					await source?.drop();
					await target?.drop();
				});

				test("brings every record back complete, and once", async () => {
					const [old, young] = [source, target].map(({ database }) => createCatalogue(database));
					if (!old || !young) throw new Error("A catalogue is missing");
					// More than one batch.
					const received = Array.from({ length: 1001 }, (_, i) => receivedPhoto(i + 1));
					const rows = received.map((photo) => ({ ...photo, status: "received" as const }));
					await source.database.drizzle.insert(photos).values(rows);
					await old.saveMetadata(photoId(7), fullMetadata);
					await old.markPublished(photoId(7), publishedPhoto);
					await old.edit(photoId(7), { title: 'Quoted "title"\n', caption: null });
					await old.markFailed(photoId(8), "truncated-file", "The file ends too soon");
					const lines = await Array.fromAsync(exportPhotos(source.database.drizzle));
					expect(lines).toHaveLength(1001);

					expect(await importPhotos(target.database.drizzle, each(lines))).toBe(1001);
					expect(await countedByPlanner(target)).toBe(1001);
					for (const id of [7, 8, 500, 1001].map(photoId)) {
						expect(await young.find(id)).toEqual(await old.find(id));
					}
					expect(await young.findPosition(photoId(7))).toEqual(fullMetadata.position);
					expect(await young.counts()).toEqual(await old.counts());
					const search = { text: "quoted canon", filter: "all" } as const;
					expect(await createSelections(target.database).count(search)).toBe(1);
					await young.edit(photoId(7), { title: "Newer" });
					expect(await importPhotos(target.database.drizzle, each(lines))).toBe(0);
					expect(await young.find(photoId(7))).toMatchObject({ title: "Newer" });
				});

				test("keeps unfinished deletions unfinished", async () => {
					const [old, young] = [source, target].map(({ database }) => createCatalogue(database));
					await old?.beginDeletion(photoId(2000), "E1");
					const lines = await Array.fromAsync(exportPhotos(source.database.drizzle));
					await importPhotos(target.database.drizzle, each(lines));
					await importPhotos(target.database.drizzle, each(lines));
					expect(await young?.unfinishedDeletions()).toEqual([photoId(2000)]);
					await old?.endDeletion(photoId(2000));
				});

				test("keeps the trash, and brings back nothing that is in it by now", async () => {
					const [old, young] = [source, target].map(({ database }) => createCatalogue(database));
					if (!old || !young) throw new Error("A catalogue is missing");
					const [trashed, deletedLater, restoredSince] = [3001, 3002, 3003].map(photoId);
					for (const number of [3001, 3002, 3003]) await old.insertReceived(receivedPhoto(number));
					const trashedAt = new Date("2026-05-01T10:00:00.123Z");
					const move = { distributionId: null, batch: null, trashedAt };
					for (const id of [trashed, restoredSince]) await old.moveToTrash(id ?? "", move);
					await young.insertReceived(receivedPhoto(3003));
					const lines = await Array.fromAsync(exportPhotos(source.database.drizzle));
					const inTrash = new Set([deletedLater ?? ""]);
					await importPhotos(target.database.drizzle, each(lines), inTrash);
					expect(await young.findTrashed(trashed ?? "")).toEqual(
						await old.findTrashed(trashed ?? ""),
					);
					expect(await young.find(trashed ?? "")).toBeNull();
					expect(await young.find(deletedLater ?? "")).toBeNull();
					expect(await young.findTrashed(deletedLater ?? "")).not.toBeNull();
					expect(await young.findTrashed(restoredSince ?? "")).toBeNull();
					expect(await young.find(restoredSince ?? "")).not.toBeNull();
					// Nothing of them may be public.
					const noted = await young.unfinishedDeletions();
					expect(noted).toEqual(expect.arrayContaining([trashed, deletedLater]));
				});

				test("sorts a record of an older backup by the time it was received", async () => {
					const { drizzle } = target.database;
					const line = (await exportPhotos(source.database.drizzle).next()).value ?? "";
					const { arrival: _arrival, showsPosition: _shown, ...old } = JSON.parse(line);
					const createdAt = "2020-02-02T12:00:00.123Z";
					const older = { ...old, id: photoId(9999), createdAt };
					expect(await importPhotos(drizzle, each([JSON.stringify(older)]))).toBe(1);
					const photo = await createCatalogue(target.database).find(photoId(9999));
					expect(photo).toMatchObject({ showsPosition: false });
					expect(momentOf(photo?.arrival ?? 0).toISOString()).toBe(createdAt);
				});

				test.each(["{", "[]", '{"id":"../x"}', "null"])("refuses the line %s", async (line) => {
					const importing = importPhotos(target.database.drizzle, each(["", line]));
					await expect(importing).rejects.toMatchObject({
						code: "bad-request",
						message: "Cannot restore line 2: it is not a photo's record",
					});
				});
			},
		);
	}
}
