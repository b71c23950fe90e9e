import { beforeEach, expect, test } from "bun:test";
import { WidthwiseError } from "widthwise";
import type { Cdn } from "../../../worker/deletion/cdn.ts";
import { codeOfAsync } from "../../containers/thrown.ts";
import { vips } from "../../core/engine.ts";
import { type PhotoParts, photoPartsOfFile } from "../photo-parts.ts";
import { publishOld, renewalOf } from "./older-photos.ts";

const freshParts = photoPartsOfFile();
let parts: PhotoParts;
let id: string;
beforeEach(async () => {
	parts = await freshParts();
	id = await publishOld(parts, 1);
});

const pause = async (): Promise<void> => {};
const renewal = (options: { readonly cdn?: Cdn; readonly now?: () => number } = {}) =>
	renewalOf(parts, { engine: vips, ...options });
const cdnThat = (invalidateAll: Cdn["invalidateAll"]): Cdn => ({
	distributionId: "E1",
	invalidate: async () => true,
	invalidateAll,
});
const urlVersions = (...ids: readonly string[]) =>
	Promise.all(ids.map(async (photoId) => (await parts.catalogue.find(photoId))?.urlVersion));

test("new URLs are used after the CDN was invalidated, once for many photos", async () => {
	const ids = [id, await publishOld(parts, 2), await publishOld(parts, 3)];
	let invalidations = 0;
	const cdn = cdnThat(async () => {
		expect(await urlVersions(...ids)).toEqual([0, 0, 0]);
		invalidations++;
	});
	const task = renewal({ cdn });
	for (const photoId of ids) await task.run(photoId, pause);
	expect([invalidations, ...(await urlVersions(...ids))]).toEqual([1, 1, 1, 1]);
});

test("new URLs do not wait for the last of many photos", async () => {
	await publishOld(parts, 2);
	let minutes = 0;
	let invalidations = 0;
	const cdn = cdnThat(async () => void invalidations++);
	const task = renewal({ cdn, now: () => minutes * 60_000 });
	await task.run(id, pause);
	expect([invalidations, ...(await urlVersions(id))]).toEqual([0, 0]);
	minutes = 20;
	await task.run(id, pause);
	expect([invalidations, ...(await urlVersions(id))]).toEqual([1, 1]);
});

test("new URLs wait until the CDN accepts the invalidation, also after a restart", async () => {
	const cdn = cdnThat(async () => {
		throw new WidthwiseError("busy", "Too many");
	});
	expect(await codeOfAsync(() => renewal({ cdn }).run(id, pause))).toBe("busy");
	expect([...(await urlVersions(id)), ...(await renewal().due(10))]).toEqual([0, id]);
	await renewal().run(id, pause);
	expect([...(await urlVersions(id)), ...(await renewal().due(10))]).toEqual([1]);
});
