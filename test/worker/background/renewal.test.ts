import { beforeEach, describe, expect, test } from "bun:test";
import { type Engine, publish, unpublish, WidthwiseError } from "widthwise";
import { createVariants } from "widthwise/internal";
import { PUBLISHING_VERSION } from "widthwise/photo";
import { originalKey } from "widthwise/url";
import type { Cdn } from "../../../worker/deletion/cdn.ts";
import { codeOfAsync } from "../../containers/thrown.ts";
import { vips } from "../../core/engine.ts";
import { contentsOf } from "../../stores/contents.ts";
import { type PhotoParts, photoPartsOfFile } from "../photo-parts.ts";
import {
	originalOf,
	publishClean,
	publishOld,
	renewalOf,
	SECRET,
	watchedStore,
} from "./older-photos.ts";

const freshParts = photoPartsOfFile();
let parts: PhotoParts;
let id: string;
beforeEach(async () => {
	parts = await freshParts();
	id = await publishOld(parts, 1);
});

const renewal = (engine: Engine = vips, instead: Partial<PhotoParts> = {}) =>
	renewalOf({ ...parts, ...instead }, { engine });

const failing = (code: "engine-timeout" | "unreadable-image" | "unavailable"): Engine => ({
	...vips,
	render: async () => {
		throw new WidthwiseError(code, "It did not work");
	},
});

/** As after a crash: the lock goes with the process. */
const unlocked: PhotoParts["lock"] = (_, work) => work();
const pause = async (): Promise<void> => {};
const due = () => renewal().due(10);
const find = async (photoId = id) => await parts.catalogue.find(photoId);
const failed = async () =>
	(await parts.catalogue.failed(10)).map(({ id, status, errorCode }) => [id, status, errorCode]);

async function publicText(): Promise<string> {
	const contents = [...(await contentsOf(parts.publicStore)).values()];
	return Buffer.concat(contents.map(({ content }) => content)).toString("latin1");
}

describe("a renewal", () => {
	test("replaces what an older version published, and leaves no byte of it", async () => {
		expect([await due(), (await publicText()).includes(SECRET)]).toEqual([[id], true]);
		expect(await renewal().run(id, pause)).toBe(true);
		expect((await publicText()).includes(SECRET)).toBe(false);
		const renewed = await contentsOf(parts.publicStore);
		await unpublish(parts.publicStore, id);
		await publish(id, originalOf(1), { store: parts.publicStore, engine: vips });
		expect(await contentsOf(parts.publicStore)).toEqual(renewed);
		expect(await find()).toMatchObject({
			...{ status: "published", width: 64, height: 48, masterType: "image/jpeg" },
			...{ version: PUBLISHING_VERSION, urlVersion: PUBLISHING_VERSION, errorCode: null },
		});
		expect(await due()).toEqual([]);
		expect(await renewal().run(id, pause)).toBe(false);
	});

	test("never makes a photo invisible: after each write, its images can be had", async () => {
		const { publicStore } = parts;
		const engines = { own: vips, any: vips };
		const seen: boolean[] = [];
		const look = async () => {
			const variants = createVariants({ store: publicStore, engines, concurrency: 1 });
			for (const cut of [null, { bucket: 32, format: "jpeg" } as const]) {
				seen.push((await variants.ensure({ photoId: id, cut })) !== null);
			}
			seen.push((await find())?.status === "published");
		};
		const store = watchedStore(publicStore, async () => {}, look);
		await renewal(vips, { publicStore: store }).run(id, pause);
		expect(seen.length).toBeGreaterThan(9);
		expect(seen).not.toContain(false);
		expect((await publicText()).includes(SECRET)).toBe(false);
	});

	test.each([0, 1, 2, 3])("that a crash ended at write %i is done by the next", async (last) => {
		let writes = 0;
		const crash = Promise.withResolvers<void>();
		const step = async () => {
			if (writes++ !== last) return;
			crash.resolve();
			await Promise.withResolvers<void>().promise;
		};
		const publicStore = watchedStore(parts.publicStore, step, async () => {});
		void renewal(vips, { publicStore, lock: unlocked }).run(id, pause);
		await crash.promise;
		expect(await due()).toEqual([id]);
		await renewal().run(id, pause);
		expect([await due(), (await publicText()).includes(SECRET)]).toEqual([[], false]);
	});

	test("leaves nothing of a photo that is deleted meanwhile", async () => {
		const engine: Engine = {
			...vips,
			async render(...job) {
				const rendered = await vips.render(...job);
				await parts.catalogue.beginDeletion(id, null);
				await unpublish(parts.publicStore, id);
				return rendered;
			},
		};
		await renewal(engine, { lock: unlocked }).run(id, pause);
		expect((await contentsOf(parts.publicStore)).size).toBe(0);
		expect(await find()).toBeNull();
	});
});

describe("a photo that cannot be renewed", () => {
	test("stays as it was, with the reason, until the owner tries again", async () => {
		const clean = await publishClean(parts, 2);
		const before = await contentsOf(parts.publicStore);
		await renewal(failing("unreadable-image")).run(clean, pause);
		expect(await contentsOf(parts.publicStore)).toEqual(before);
		expect(await failed()).toEqual([[clean, "published", "unreadable-image"]]);
		expect(await due()).toEqual([id]);
		expect([await parts.renewals.retry(clean), await parts.renewals.retry(id)]).toEqual([
			true,
			false,
		]);
		await renewal().run(clean, pause);
		expect(await failed()).toEqual([]);
		expect(await find(clean)).toMatchObject({ version: PUBLISHING_VERSION });
	});

	test("is unpublished if today's check finds private data in it", async () => {
		const invalidated: string[] = [];
		const cdn: Cdn = {
			distributionId: "E1",
			invalidate: async (photoId) => invalidated.push(photoId) > 0,
			invalidateAll: async () => {},
		};
		await renewalOf(parts, { engine: failing("unreadable-image"), cdn }).run(id, pause);
		expect(await failed()).toEqual([[id, "failed", "unreadable-image"]]);
		expect([(await contentsOf(parts.publicStore)).size, invalidated]).toEqual([0, [id]]);
	});

	test("for want of its original stays as it was", async () => {
		const clean = await publishClean(parts, 2);
		await parts.media.delete(originalKey(clean));
		await renewal().run(clean, pause);
		expect(await failed()).toEqual([[clean, "published", "not-found"]]);
	});

	test("in time is tried once more", async () => {
		const clean = await publishClean(parts, 2);
		const task = renewal(failing("engine-timeout"));
		expect(await codeOfAsync(() => task.run(clean, pause))).toBe("engine-timeout");
		expect(await failed()).toEqual([]);
		await task.run(clean, pause);
		expect(await failed()).toEqual([[clean, "published", "engine-timeout"]]);
	});

	test("because of an outage stays due, however often it is tried", async () => {
		const task = renewal(failing("unavailable"));
		for (let attempt = 0; attempt < 12; attempt++) {
			expect(await codeOfAsync(() => task.run(id, pause))).toBe("unavailable");
		}
		expect([await due(), await failed()]).toEqual([[id], []]);
	});

	test("because it crashes the process is left alone in the end", async () => {
		for (let attempt = 0; attempt < 10; attempt++) await parts.renewals.begin(id);
		await renewal().run(id, pause);
		expect(await failed()).toEqual([[id, "failed", "internal"]]);
	});
});

test("progress counts what was renewed, not what was published for the first time", async () => {
	await publishOld(parts, 2);
	const first = await parts.publish(3);
	const progress = () => parts.catalogue.progress({ first: null, avif: [32, 64] });
	const none = { done: 0, all: 0 };
	expect(await progress()).toEqual({
		renewals: { done: 0, all: 2 },
		...{ first: none, avif: { done: 0, all: 3 } },
	});
	await renewal().run(id, pause);
	await parts.catalogue.markSet("avif", first, [32, 64]);
	await parts.catalogue.markSet("first", first, [32]);
	const both = await parts.catalogue.progress({ first: [32], avif: [32, 64] });
	expect(both).toEqual({
		renewals: { done: 1, all: 2 },
		...{ first: { done: 1, all: 3 }, avif: { done: 1, all: 3 } },
	});
});
