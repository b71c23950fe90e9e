import { beforeEach, expect, test } from "bun:test";
import { type Engine, publish, unpublish, type WidthBuckets, WidthwiseError } from "widthwise";
import { createVariants } from "widthwise/internal";
import { variantKey } from "widthwise/url";

import type { BackgroundTask } from "../../../worker/background/lane.ts";
import { createVariantSet } from "../../../worker/background/variant-set.ts";
import type { VariantSet } from "../../../worker/catalogue/photo.ts";
import { vips } from "../../core/engine.ts";
import { drawn } from "../../server/drawn-photos.ts";
import { keysOf, type PhotoParts, photoPartsOfFile } from "../photo-parts.ts";

const BUCKETS = [32, 48, 64];
const freshParts = photoPartsOfFile();
let parts: PhotoParts;
let id: string;
beforeEach(async () => {
	parts = await freshParts();
	id = await parts.receive(1);
	await publishIt();
});

async function publishIt(): Promise<void> {
	const options = { store: parts.publicStore, engine: vips };
	await parts.catalogue.markPublished(id, await publish(id, drawn(1, "jpeg", 64, 48), options));
}

/** Creates the task; `onCut` runs before each cut is made. */
function variantSet(
	onCut: (cuts: number) => Promise<void> | void = () => {},
	buckets: WidthBuckets = BUCKETS,
	set: VariantSet = "avif",
): BackgroundTask & { cuts(): number } {
	let cuts = 0;
	const engine: Engine = {
		...vips,
		async render(...job) {
			cuts++;
			await onCut(cuts);
			return vips.render(...job);
		},
	};
	const engines = { own: engine, any: engine };
	const variants = createVariants({ store: parts.publicStore, engines, concurrency: 1 });
	return { ...createVariantSet({ ...parts, set, variants, buckets }), cuts: () => cuts };
}

const pause = async (): Promise<void> => {};
const isDue = async (task: BackgroundTask) => (await task.due(10)).includes(id);
const setOf = async () => (await parts.catalogue.find(id))?.avifBuckets;
const avifKeys = async () =>
	(await keysOf(parts.publicStore)).filter((key) => key.endsWith(".avif"));
const keyOf = (bucket: number) => variantKey({ photoId: id, cut: { bucket, format: "avif" } });

test("a set has every width, is cut once and then recorded", async () => {
	const task = variantSet();
	expect(await isDue(task)).toBe(true);
	await task.run(id, pause);
	expect(await avifKeys()).toEqual([keyOf(32), keyOf(48), keyOf(64)]);
	expect([await setOf(), await isDue(task)]).toEqual(["32,48,64", false]);
	await task.run(id, pause);
	expect(task.cuts()).toBe(3);
});

test("a set that a crash interrupted is completed, without cutting again what is stored", async () => {
	const crash = Promise.withResolvers<void>();
	const { promise: never } = Promise.withResolvers<void>();
	const crashing = variantSet((cuts) => {
		if (cuts < 3) return;
		crash.resolve();
		return never;
	});
	void crashing.run(id, pause);
	await crash.promise;
	expect(await setOf()).toBeNull();
	const task = variantSet();
	expect(await isDue(task)).toBe(true);
	await task.run(id, pause);
	expect([task.cuts(), await setOf()]).toEqual([1, "32,48,64"]);
});

test("nothing is left of a photo that is deleted during a cut, nor cut afterwards", async () => {
	const task = variantSet(async (cuts) => {
		if (cuts < 2) return;
		await parts.catalogue.beginDeletion(id, null);
		await unpublish(parts.publicStore, id);
	});
	await task.run(id, pause);
	await task.run(id, pause);
	expect(await keysOf(parts.publicStore)).toEqual([]);
	expect([task.cuts(), await parts.catalogue.find(id)]).toEqual([2, null]);
});

test("a set is not recorded if the photo was published again meanwhile and lost its variants", async () => {
	const task = variantSet(async (cuts) => {
		if (cuts !== 3) return;
		await unpublish(parts.publicStore, id);
		await publishIt();
	});
	await task.run(id, pause);
	expect([await setOf(), await isDue(task)]).toEqual([null, true]);
	await task.run(id, pause);
	expect(await setOf()).toBe("32,48,64");
});

test("a failed cut leaves the photo published; ten failures end the attempts until it is published again", async () => {
	const failing = variantSet(() => {
		throw new Error("Cannot encode");
	});
	for (let attempt = 0; attempt < 10; attempt++) {
		expect(await isDue(failing)).toBe(true);
		await expect(failing.run(id, pause)).rejects.toThrow("Cannot encode");
	}
	expect((await parts.catalogue.find(id))?.status).toBe("published");
	expect(await isDue(failing)).toBe(false);
	await failing.run(id, pause);
	expect(failing.cuts()).toBe(10);
	await publishIt();
	expect(await isDue(failing)).toBe(true);
});

test("attempts that an outage ended do not count", async () => {
	const task = variantSet(() => {
		throw new WidthwiseError("unavailable", "The store does not answer");
	});
	for (let attempt = 0; attempt < 12; attempt++) {
		await expect(task.run(id, pause)).rejects.toThrow("does not answer");
	}
	expect([task.cuts(), await isDue(task)]).toEqual([12, true]);
});

test("other buckets make another set, of which only the new widths are cut", async () => {
	await variantSet().run(id, pause);
	const task = variantSet(undefined, [40, 48, 64]);
	expect(await isDue(task)).toBe(true);
	await task.run(id, pause);
	expect([task.cuts(), await setOf()]).toEqual([1, "40,48,64"]);
});

test("a photo that waits to be published again gets no set", async () => {
	const task = variantSet();
	await parts.catalogue.publishAgain(id);
	expect(await isDue(task)).toBe(false);
	await task.run(id, pause);
	expect(task.cuts()).toBe(0);
});

test("the first set is cut in WebP, and neither set stands for the other", async () => {
	const first = variantSet(undefined, [32, 48], "first");
	await first.run(id, pause);
	expect(await avifKeys()).toEqual([]);
	const webp = (await keysOf(parts.publicStore)).filter((key) => key.endsWith(".webp"));
	expect(webp).toEqual(
		[32, 48].map((bucket) => variantKey({ photoId: id, cut: { bucket, format: "webp" } })),
	);
	expect((await parts.catalogue.find(id))?.firstBuckets).toBe("32,48");
	expect([await isDue(first), await isDue(variantSet())]).toEqual([false, true]);
	await publishIt();
	expect(await isDue(first)).toBe(true);
});
