import { beforeEach, describe, expect, test } from "bun:test";
import { masterKey, originalKey, photoPrefix, trashKey } from "widthwise/url";
import { createDeletion } from "../../../worker/deletion/deletion.ts";
import { createTrash } from "../../../worker/deletion/trash.ts";
import { createRestore } from "../../../worker/publishing/restore.ts";
import { createAudit } from "../../../worker/upkeep/audit.ts";
import { NO_FINDINGS } from "../../faults/outcome.ts";
import {
	keysOf,
	openRepair,
	type PhotoParts,
	photoPartsOfFile,
	SOME_BYTES,
} from "../photo-parts.ts";
import { fullMetadata, publishedPhoto, receivedPhoto } from "../photos.ts";
import { mortalParts } from "./mortal-parts.ts";

const DAY_MS = 24 * 3600_000;
const POSITION = { latitude: 50.94, longitude: 6.96, altitude: null };

const freshParts = photoPartsOfFile();
let parts: PhotoParts;
beforeEach(async () => {
	parts = await freshParts();
});

let now = Date.now();
const never = new AbortController().signal;
const deletionOf = (of: PhotoParts) => createDeletion({ ...of, cdn: null, forget: () => {} });
const trashOf = (of: PhotoParts, days = 30) =>
	createTrash({
		...of,
		...{ cdn: null, forget: () => {}, days, now: () => now },
		deletion: deletionOf(of),
	});
const restoreOf = (of: PhotoParts) => createRestore({ ...of, isByEvent: false });
const sweep = () => deletionOf(parts).finish(never);
const publicKeys = (id: string) => Array.fromAsync(parts.publicStore.list(photoPrefix(id)));
const audit = () => createAudit(parts)();
const repair = async () => {
	const recoverOriginal = async (id: string) => {
		throw new Error(`${id} was recovered`);
	};
	await openRepair(parts, { recoverOriginal })(await audit());
};

describe("a photo in the trash", () => {
	test("has nothing public and no record; its original stays, and an audit finds nothing", async () => {
		const [id, other] = [await parts.publish(1), await parts.publish(2)];
		expect(await trashOf(parts).moveToTrash(id, "a batch")).toBe(true);
		expect(await publicKeys(id)).toEqual([]);
		expect(await keysOf(parts.media)).toEqual(
			[originalKey(id), originalKey(other), trashKey(id)].sort(),
		);
		expect(await parts.catalogue.find(id)).toBeNull();
		expect(await parts.catalogue.trashedIds("a batch")).toEqual([id]);
		expect(await parts.catalogue.trashTotals()).toEqual({ photos: 1, bytes: 5_000_000_001 });
		expect(await parts.catalogue.unfinishedDeletions()).toEqual([]);
		expect(await audit()).toEqual(NO_FINDINGS);
		expect(await trashOf(parts).moveToTrash(id)).toBe(false);
	});

	test("comes back as it was, and is to be published again", async () => {
		const id = await parts.publish(1);
		const edit = { title: "Quay", caption: "At dusk", takenAt: "2014-05", showsWords: true };
		await parts.catalogue.edit(id, edit);
		await parts.catalogue.saveMetadata(id, { ...fullMetadata, position: POSITION });
		const before = await parts.catalogue.find(id);
		await trashOf(parts).moveToTrash(id);
		expect(await restoreOf(parts)(id)).toBe(true);
		const { updatedAt: _changed, ...kept } = before ?? {};
		expect(await parts.catalogue.find(id)).toMatchObject({ ...kept, status: "received" });
		expect(await parts.catalogue.findPosition(id)).toEqual(POSITION);
		expect(await parts.queue.hasWork()).toBe(true);
		expect(await keysOf(parts.media)).toEqual([originalKey(id)]);
		expect(await audit()).toEqual(NO_FINDINGS);
		expect(await restoreOf(parts)(id)).toBe(false);
	});

	test("comes back when the same file is uploaded, with the words that it had", async () => {
		const id = await parts.publish(1);
		await parts.catalogue.edit(id, { title: "Quay" });
		await trashOf(parts).moveToTrash(id);
		const inserted = await parts.catalogue.insertReceived({
			...receivedPhoto(1),
			filename: "again.jpg",
		});
		expect(inserted).toMatchObject({ isNew: true, isRestored: true });
		expect(inserted.photo).toMatchObject({ title: "Quay", filename: "Photo 1.jpg" });
		await sweep();
		expect(await keysOf(parts.media)).toEqual([originalKey(id)]);
	});

	test("cannot come back without its original", async () => {
		const id = await parts.publish(1);
		await trashOf(parts).moveToTrash(id);
		await parts.media.delete(originalKey(id));
		await expect(restoreOf(parts)(id)).rejects.toMatchObject({ code: "not-found" });
		expect(await parts.catalogue.find(id)).toBeNull();
	});

	test("is deleted for good after its days, and not before", async () => {
		const [id, later, live] = [
			await parts.publish(1),
			await parts.publish(2),
			await parts.publish(3),
		];
		now = Date.parse("2026-06-01T12:00:00Z");
		await trashOf(parts).moveToTrash(id);
		now += DAY_MS;
		await trashOf(parts).moveToTrash(later);
		now += 29 * DAY_MS - 1;
		await trashOf(parts).emptyExpired(never);
		expect(await parts.catalogue.trashedIds()).toEqual([id, later]);
		now += 2;
		await trashOf(parts).emptyExpired(AbortSignal.abort());
		expect(await parts.catalogue.trashedIds()).toEqual([id, later]);
		await trashOf(parts).emptyExpired(never);
		expect(await parts.catalogue.trashedIds()).toEqual([later]);
		expect(await keysOf(parts.media)).toEqual(
			[originalKey(later), originalKey(live), trashKey(later)].sort(),
		);
		await trashOf(parts, 0).emptyExpired(never);
		expect(await keysOf(parts.media)).toEqual([originalKey(live)]);
		expect(await audit()).toEqual(NO_FINDINGS);
	});

	test("is deleted for good by the owner, but not if it was restored in the meantime", async () => {
		const [id, second, live] = [
			await parts.publish(1),
			await parts.publish(2),
			await parts.publish(3),
		];
		const trash = trashOf(parts);
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
		const [id, second] = [await parts.publish(1), await parts.publish(2)];
		expect(await trashOf(parts, 0).moveToTrash(id)).toBe(true);
		await trashOf(parts).moveToTrash(second);
		expect(await deletionOf(parts).deletePhoto(second)).toBe(true);
		expect(await keysOf(parts.media)).toEqual([]);
		expect(await keysOf(parts.publicStore)).toEqual([]);
		expect(await parts.catalogue.trashedIds()).toEqual([]);
	});
});

describe("a process that dies at any step", () => {
	/** Runs the work with ever longer lives, each on a new photo, until it survives. */
	async function forEachDeath(
		prepare: (id: string) => Promise<unknown>,
		work: (of: PhotoParts, id: string) => Promise<unknown>,
		check: (id: string, isDead: boolean) => Promise<void>,
	): Promise<number> {
		for (let life = 0; ; life++) {
			const id = await parts.publish(life + 1);
			await prepare(id);
			const mortal = mortalParts(parts, life);
			const isDead = await work(mortal.parts, id).then(
				() => false,
				() => true,
			);
			await sweep();
			await check(id, isDead);
			expect(await audit()).toEqual(NO_FINDINGS);
			if (!isDead) return life;
		}
	}

	/** A photo is either as it was or in the trash, never in between. */
	async function isConsistent(id: string): Promise<void> {
		const isLive = (await parts.catalogue.find(id)) !== null;
		expect(await parts.media.head(originalKey(id))).not.toBeNull();
		expect((await parts.catalogue.findTrashed(id)) === null).toBe(isLive);
		expect((await parts.media.head(trashKey(id))) === null).toBe(isLive);
		expect((await publicKeys(id)).length > 0).toBe(isLive);
	}

	test("while it moves a photo to the trash leaves nothing public, once it is moved", async () => {
		const deaths = await forEachDeath(
			async () => {},
			(of, id) => trashOf(of).moveToTrash(id),
			isConsistent,
		);
		expect(deaths).toBeGreaterThan(8);
	});

	test("while it restores a photo leaves it in the trash, or to be published", async () => {
		const deaths = await forEachDeath(
			(id) => trashOf(parts).moveToTrash(id),
			(of, id) => restoreOf(of)(id),
			async (id) => {
				const photo = await parts.catalogue.find(id);
				if (!photo) return isConsistent(id);
				expect(photo.status).toBe("received");
				expect(await keysOf(parts.media)).not.toContain(trashKey(id));
				expect(await publicKeys(id)).toEqual([]);
			},
		);
		expect(deaths).toBeGreaterThan(4);
	});

	test("while it empties the trash leaves the photo in the trash, or nothing", async () => {
		await forEachDeath(
			(id) => trashOf(parts).moveToTrash(id),
			(of, id) => trashOf(of).deleteTrashed(id),
			async (id) => {
				if (await parts.catalogue.findTrashed(id)) return isConsistent(id);
				const keys = [...(await keysOf(parts.media)), ...(await publicKeys(id))];
				expect(keys.filter((key) => key.includes(id))).toEqual([]);
			},
		);
	});
});

describe("a photo in the trash stays there", () => {
	let id: string;
	beforeEach(async () => {
		id = await parts.publish(1);
		await trashOf(parts).moveToTrash(id);
	});

	/** After two rounds of repair. */
	async function staysInTrash(): Promise<void> {
		await repair();
		await sweep();
		expect(await audit()).toEqual(NO_FINDINGS);
		expect(await parts.catalogue.find(id)).toBeNull();
		expect(await parts.catalogue.trashedIds()).toEqual([id]);
		expect(await publicKeys(id)).toEqual([]);
		expect(await parts.media.head(originalKey(id))).not.toBeNull();
		expect(await parts.media.head(trashKey(id))).not.toBeNull();
	}

	test("if something published it nevertheless", async () => {
		await parts.publicStore.put(masterKey(id), SOME_BYTES, { contentType: "image/jpeg" });
		expect((await audit()).trash).toEqual([id]);
		await staysInTrash();
	});

	test("if an older backup of the catalogue is restored", async () => {
		await parts.catalogue.forgetTrashed(id);
		await parts.catalogue.insertReceived(receivedPhoto(1));
		await parts.catalogue.markPublished(id, publishedPhoto);
		expect(await audit()).toEqual({ ...NO_FINDINGS, trash: [id] });
		await staysInTrash();
	});

	test("if the catalogue is lost: the trash is made again from its marks", async () => {
		const before = await parts.catalogue.findTrashed(id);
		await parts.catalogue.forgetTrashed(id);
		expect(await audit()).toEqual({ ...NO_FINDINGS, trash: [id] });
		await staysInTrash();
		expect(await parts.catalogue.findTrashed(id)).toEqual(before);
	});

	test("if its mark is lost, as in a move during the deletion", async () => {
		await parts.media.delete(trashKey(id));
		expect(await audit()).toEqual({ ...NO_FINDINGS, trash: [id] });
		await staysInTrash();
	});

	test("but a mark without an original is deleted", async () => {
		await parts.catalogue.forgetTrashed(id);
		await parts.media.delete(originalKey(id));
		await repair();
		expect(await keysOf(parts.media)).toEqual([]);
	});
});
