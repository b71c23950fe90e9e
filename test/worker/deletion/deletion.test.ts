import { beforeEach, describe, expect, test } from "bun:test";
import type { Store } from "widthwise";
import { masterKey, originalKey, verdictKey } from "widthwise/url";
import type { Cdn } from "../../../worker/deletion/cdn.ts";
import { createDeletion, type Deletion } from "../../../worker/deletion/deletion.ts";
import { createAudit } from "../../../worker/upkeep/audit.ts";
import { NO_FINDINGS } from "../../faults/outcome.ts";
import { keysOf, type PhotoParts, photoPartsOfFile, SOME_BYTES } from "../photo-parts.ts";

const freshParts = photoPartsOfFile();
let parts: PhotoParts;
let invalidated: string[];
let forgotten: string[];
beforeEach(async () => {
	parts = await freshParts();
	invalidated = [];
	forgotten = [];
});

const cdn: Cdn = {
	distributionId: "E1",
	async invalidate(id) {
		invalidated.push(id);
		return true;
	},
	async invalidateAll() {},
};
const cdnThat = (invalidate: Cdn["invalidate"]): Cdn => ({ ...cdn, invalidate });
const deletion = (instead: { cdn?: Cdn | null; media?: Store; publicStore?: Store } = {}) =>
	createDeletion({ ...parts, cdn, forget: (id) => forgotten.push(id), ...instead });
const storedKeys = async () => [
	...(await keysOf(parts.media)),
	...(await keysOf(parts.publicStore)),
];
const unreachable = () => Promise.reject(new Error("unreachable"));
const finish = (it: Deletion) => it.finish(new AbortController().signal);

describe("deleting a photo", () => {
	test("leaves nothing of it, and can be repeated", async () => {
		const [id, other] = [await parts.publish(1), await parts.publish(2)];
		await parts.media.put(verdictKey(id), SOME_BYTES, { contentType: "application/json" });
		const { deletePhoto } = deletion();
		expect(await deletePhoto(id)).toBe(true);
		expect(await deletePhoto(id)).toBe(false);
		expect((await storedKeys()).filter((key) => !key.includes(other))).toEqual([]);
		expect(await parts.media.head(originalKey(other))).not.toBeNull();
		expect(await parts.catalogue.unfinishedDeletions()).toEqual([]);
		expect(invalidated).toContain(id);
		expect(forgotten).toContain(id);
	});

	const failures: Readonly<Record<string, () => Parameters<typeof deletion>[0]>> = {
		"the public store": () => ({ publicStore: { ...parts.publicStore, delete: unreachable } }),
		"the media store": () => ({ media: { ...parts.media, delete: unreachable } }),
		"the CDN": () => ({ cdn: cdnThat(unreachable) }),
	};
	test.each(Object.keys(failures))(
		"while %s is unreachable hides it at once, leaves nothing for an audit to find, and is finished later",
		async (name) => {
			const id = await parts.publish(1);
			const failing = deletion(failures[name]?.());
			const error = await failing.deletePhoto(id).catch((reason: unknown) => reason);
			expect(error).toMatchObject({ code: "unavailable" });
			expect(await parts.catalogue.find(id)).toBeNull();
			expect(await createAudit(parts)()).toEqual(NO_FINDINGS);
			expect(await failing.deletePhoto(id).catch((reason: unknown) => reason)).toBeInstanceOf(
				Error,
			);
			expect(await finish(failing).catch((reason: unknown) => reason)).toBeInstanceOf(Error);
			await finish(deletion());
			expect(await storedKeys()).toEqual([]);
			expect(await parts.catalogue.unfinishedDeletions()).toEqual([]);
			expect(new Set(invalidated)).toEqual(new Set([id]));
		},
	);

	test("takes everything public away in one step, before anything can fail", async () => {
		const [id, other] = [await parts.publish(1), await parts.publish(2)];
		const failing = deletion({ publicStore: { ...parts.publicStore, delete: unreachable } });
		await failing.deletePhoto(id).catch(() => {});
		const keys = await keysOf(parts.publicStore);
		expect(keys.filter((key) => !key.includes(other))).toEqual([]);
		expect(keys).toContain(masterKey(other));
	});

	test("invalidates the CDN at once, and only once, even if the media store is unreachable", async () => {
		const id = await parts.publish(1);
		const failing = deletion({ media: { ...parts.media, delete: unreachable } });
		await failing.deletePhoto(id).catch(() => {});
		expect(invalidated).toEqual([id]);
		await finish(failing).catch(() => {});
		await finish(deletion());
		expect(invalidated).toEqual([id]);
	});

	test("is not ended by a process that is not configured for the CDN distribution", async () => {
		const id = await parts.publish(1);
		await deletion({ cdn: cdnThat(async () => false) }).deletePhoto(id);
		await finish(deletion({ cdn: null }));
		await finish(deletion({ cdn: { ...cdn, distributionId: "E2" } }));
		expect(await parts.catalogue.unfinishedDeletions()).toEqual([id]);
		expect(invalidated).toEqual([]);
		await finish(deletion());
		expect(invalidated).toEqual([id]);
	});

	test("is done once, even if two processes continue it", async () => {
		const id = await parts.publish(1);
		await parts.catalogue.beginDeletion(id, "E1");
		await Promise.all([finish(deletion()), finish(deletion())]);
		expect(invalidated).toEqual([id]);
	});

	test("succeeds while the CDN has too many invalidations in progress, and invalidates later", async () => {
		const id = await parts.publish(1);
		expect(await deletion({ cdn: cdnThat(async () => false) }).deletePhoto(id)).toBe(true);
		expect(await storedKeys()).toEqual([]);
		expect(await parts.catalogue.unfinishedDeletions()).toEqual([id]);
		await finish(deletion());
		expect(invalidated).toEqual([id]);
		expect(await parts.catalogue.unfinishedDeletions()).toEqual([]);
	});

	/** A media store whose bucket's function publishes each original just before it is deleted. */
	function publishedLate(id: string): Store {
		const { media, publicStore } = parts;
		return {
			...media,
			async delete(key) {
				if (key === originalKey(id)) {
					await publicStore.put(masterKey(id), SOME_BYTES, { contentType: "image/jpeg" });
					await media.put(verdictKey(id), SOME_BYTES, { contentType: "application/json" });
				}
				await media.delete(key);
			},
		};
	}

	test("unpublishes what the bucket's function publishes at the last moment", async () => {
		const id = await parts.receive(1);
		await deletion({ media: publishedLate(id) }).deletePhoto(id);
		expect(await storedKeys()).toEqual([]);
		expect(invalidated).toEqual([id, id]);
	});

	test("invalidates the CDN later if a process without one had to unpublish again", async () => {
		const id = await parts.receive(1);
		await deletion({ cdn: cdnThat(async () => false) }).deletePhoto(id);
		await finish(deletion({ cdn: null, media: publishedLate(id) }));
		expect(await storedKeys()).toEqual([]);
		await finish(deletion());
		expect(invalidated).toEqual([id]);
	});

	test("is cancelled by an upload of the same file", async () => {
		const id = await parts.publish(1);
		await deletion({ publicStore: { ...parts.publicStore, delete: unreachable } })
			.deletePhoto(id)
			.catch(() => {});
		await parts.publish(1);
		const before = await storedKeys();
		await finish(deletion());
		expect(await storedKeys()).toEqual(before);
		expect(await parts.catalogue.find(id)).toMatchObject({ status: "published" });
		expect(await parts.catalogue.unfinishedDeletions()).toEqual([]);
	});

	test("that cannot be finished does not hold up the deletion of others", async () => {
		const [first, second] = [await parts.publish(1), await parts.publish(2)];
		await parts.catalogue.beginDeletion(first, "E1");
		await parts.catalogue.beginDeletion(second, "E1");
		const failing = deletion({ cdn: cdnThat(async (id) => (id === first ? unreachable() : true)) });
		expect(await finish(failing).catch((reason: unknown) => reason)).toBeInstanceOf(Error);
		expect(await parts.catalogue.unfinishedDeletions()).toEqual([first]);
	});

	test("stops when the signal aborts", async () => {
		const id = await parts.publish(1);
		await parts.catalogue.beginDeletion(id, null);
		await deletion().finish(AbortSignal.abort());
		expect(await parts.catalogue.unfinishedDeletions()).toEqual([id]);
	});
});
