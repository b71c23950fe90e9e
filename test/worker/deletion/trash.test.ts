import { beforeAll, describe, expect, test } from "bun:test";
import { originalKey, trashKey } from "widthwise/url";
import { createAudit } from "../../../worker/upkeep/audit.ts";
import { NO_FINDINGS } from "../../faults/outcome.ts";
import { keysOf, type PhotoParts, photoPartsOfFile } from "../photo-parts.ts";
import { fullMetadata, receivedPhoto } from "../photos.ts";
import { deletionOf, publicKeys, restoreOf, sweep, trashOf } from "./trash-parts.ts";

const DAY_MS = 24 * 3600_000;
const POSITION = { latitude: 50.94, longitude: 6.96, altitude: null };

const freshParts = photoPartsOfFile();
let parts: PhotoParts;
beforeAll(async () => {
	parts = await freshParts();
});
let photos = 0;
const publish = () => parts.publish(++photos);

let now = Date.now();
/** What the media store has of some photos. */
const mediaKeys = async (...ids: readonly string[]) =>
	(await keysOf(parts.media)).filter((key) => ids.some((id) => key.includes(id)));
const never = new AbortController().signal;
const trashAt = (days = 30) => trashOf(parts, days, () => now);

describe("a photo in the trash", () => {
	test("has nothing public and no record; its original stays, and an audit finds nothing", async () => {
		const [id, other] = [await publish(), await publish()];
		expect(await trashAt().moveToTrash(id, "a batch")).toBe(true);
		expect(await publicKeys(parts, id)).toEqual([]);
		expect(await mediaKeys(id, other)).toEqual(
			[originalKey(id), originalKey(other), trashKey(id)].sort(),
		);
		expect(await parts.catalogue.find(id)).toBeNull();
		expect(await parts.catalogue.trashedIds("a batch")).toEqual([id]);
		expect(await parts.catalogue.trashTotals()).toEqual({ photos: 1, bytes: 5_000_000_001 });
		expect(await parts.catalogue.unfinishedDeletions()).toEqual([]);
		expect(await createAudit(parts)()).toEqual(NO_FINDINGS);
		expect(await trashAt().moveToTrash(id)).toBe(false);
		await trashAt().empty();
	});

	test("comes back as it was, and is to be published again", async () => {
		const id = await publish();
		const edit = { title: "Quay", caption: "At dusk", takenAt: "2014-05", showsWords: true };
		await parts.catalogue.edit(id, edit);
		await parts.catalogue.saveMetadata(id, { ...fullMetadata, position: POSITION });
		const before = await parts.catalogue.find(id);
		await trashAt().moveToTrash(id);
		expect(await restoreOf(parts)(id)).toBe(true);
		const { updatedAt: _changed, ...kept } = before ?? {};
		expect(await parts.catalogue.find(id)).toMatchObject({ ...kept, status: "received" });
		expect(await parts.catalogue.findPosition(id)).toEqual(POSITION);
		expect(await parts.queue.hasWork()).toBe(true);
		expect(await mediaKeys(id)).toEqual([originalKey(id)]);
		expect(await createAudit(parts)()).toEqual(NO_FINDINGS);
		expect(await restoreOf(parts)(id)).toBe(false);
	});

	test("comes back when the same file is uploaded, with the words that it had", async () => {
		const id = await publish();
		await parts.catalogue.edit(id, { title: "Quay" });
		await trashAt().moveToTrash(id);
		const inserted = await parts.catalogue.insertReceived({
			...receivedPhoto(photos),
			filename: "again.jpg",
		});
		expect(inserted).toMatchObject({ isNew: true, isRestored: true });
		expect(inserted.photo).toMatchObject({ title: "Quay", filename: `Photo ${photos}.jpg` });
		await sweep(parts);
		expect(await mediaKeys(id)).toEqual([originalKey(id)]);
	});

	test("cannot come back without its original", async () => {
		const id = await publish();
		await trashAt().moveToTrash(id);
		await parts.media.delete(originalKey(id));
		await expect(restoreOf(parts)(id)).rejects.toMatchObject({ code: "not-found" });
		expect(await parts.catalogue.find(id)).toBeNull();
		await trashAt().empty();
		expect(await mediaKeys(id)).toEqual([]);
	});

	test("is deleted for good after its days, and not before", async () => {
		const [id, later, live] = [await publish(), await publish(), await publish()];
		now = Date.parse("2026-06-01T12:00:00Z");
		await trashAt().moveToTrash(id);
		now += DAY_MS;
		await trashAt().moveToTrash(later);
		now += 29 * DAY_MS - 1;
		await trashAt().emptyExpired(never);
		expect(await parts.catalogue.trashedIds()).toEqual([id, later]);
		now += 2;
		await trashAt().emptyExpired(AbortSignal.abort());
		expect(await parts.catalogue.trashedIds()).toEqual([id, later]);
		await trashAt().emptyExpired(never);
		expect(await parts.catalogue.trashedIds()).toEqual([later]);
		expect(await mediaKeys(id, later, live)).toEqual(
			[originalKey(later), originalKey(live), trashKey(later)].sort(),
		);
		await trashAt(0).emptyExpired(never);
		expect(await mediaKeys(id, later, live)).toEqual([originalKey(live)]);
		expect(await createAudit(parts)()).toEqual(NO_FINDINGS);
	});

	test("is deleted for good by the owner, but not if it was restored in the meantime", async () => {
		const [id, second, live] = [await publish(), await publish(), await publish()];
		const trash = trashAt();
		await trash.moveToTrash(id);
		await trash.moveToTrash(second);
		expect(await trash.deleteTrashed(live)).toBe(false);
		expect(await trash.deleteTrashed(id)).toBe(true);
		await Promise.all([restoreOf(parts)(second), trash.empty()]);
		const isRestored = (await parts.catalogue.find(second)) !== null;
		const left = (await parts.media.head(originalKey(second))) !== null;
		expect(left).toBe(isRestored);
		expect(await parts.media.head(originalKey(id))).toBeNull();
		expect(await parts.media.head(originalKey(live))).not.toBeNull();
	});

	test("is deleted at once and completely if there is no trash, or if the owner wants it so", async () => {
		const [id, second] = [await publish(), await publish()];
		expect(await trashAt(0).moveToTrash(id)).toBe(true);
		await trashAt().moveToTrash(second);
		expect(await deletionOf(parts).deletePhoto(second)).toBe(true);
		expect(await mediaKeys(id, second)).toEqual([]);
		for (const each of [id, second]) expect(await publicKeys(parts, each)).toEqual([]);
		expect(await parts.catalogue.trashedIds()).toEqual([]);
	});
});
