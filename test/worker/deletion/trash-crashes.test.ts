import { beforeAll, describe, expect, test } from "bun:test";
import { originalKey, trashKey } from "widthwise/url";
import { createAudit } from "../../../worker/upkeep/audit.ts";
import { NO_FINDINGS } from "../../faults/outcome.ts";
import { keysOf, type PhotoParts, photoPartsOfFile } from "../photo-parts.ts";
import { mortalParts } from "./mortal-parts.ts";
import { publicKeys, restoreOf, sweep, trashOf } from "./trash-parts.ts";

const freshParts = photoPartsOfFile();
let parts: PhotoParts;
beforeAll(async () => {
	parts = await freshParts();
});
let photos = 0;
const publish = () => parts.publish(++photos);

describe("a process that dies at any step", () => {
	/** Runs the work with ever longer lives, each on a new photo, until it survives. */
	async function forEachDeath(
		prepare: (id: string) => Promise<unknown>,
		work: (of: PhotoParts, id: string) => Promise<unknown>,
		check: (id: string, isDead: boolean) => Promise<void>,
	): Promise<number> {
		for (let life = 0; ; life++) {
			const id = await publish();
			await prepare(id);
			const mortal = mortalParts(parts, life);
			const isDead = await work(mortal.parts, id).then(
				() => false,
				() => true,
			);
			await sweep(parts);
			await check(id, isDead);
			if (isDead) continue;
			expect(await createAudit(parts)()).toEqual(NO_FINDINGS);
			return life;
		}
	}

	/** A photo is either as it was or in the trash, never in between. */
	async function isConsistent(id: string): Promise<void> {
		const isLive = (await parts.catalogue.find(id)) !== null;
		expect(await parts.media.head(originalKey(id))).not.toBeNull();
		expect((await parts.catalogue.findTrashed(id)) === null).toBe(isLive);
		expect((await parts.media.head(trashKey(id))) === null).toBe(isLive);
		expect((await publicKeys(parts, id)).length > 0).toBe(isLive);
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
				expect(await publicKeys(parts, id)).toEqual([]);
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
				const keys = [...(await keysOf(parts.media)), ...(await publicKeys(parts, id))];
				expect(keys.filter((key) => key.includes(id))).toEqual([]);
			},
		);
	});
});
