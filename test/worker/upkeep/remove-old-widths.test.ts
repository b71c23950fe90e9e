import { expect, test } from "bun:test";
import { createMemoryStore } from "widthwise";
import { removeOldWidths } from "../../../worker/upkeep/remove-old-widths.ts";
import { keysOf, SOME_BYTES } from "../photo-parts.ts";
import { photoId } from "../photos.ts";

test("old widths are removed; masters, mezzanines, buckets and what is not ours stay", async () => {
	const store = createMemoryStore();
	const photo = `photos/${photoId(1)}`;
	const kept = [
		...["master", "mezzanine-640", "w320.webp", "w640.avif"].map((name) => `${photo}/${name}`),
		...["photos/readme.txt", `${photo}/w999.txt`, "photos/x/w480.webp"],
	];
	const old = [`${photo}/w480.webp`, `${photo}/w480.jpeg`, `${photo}/w1.avif`];
	for (const key of [...kept, ...old])
		await store.put(key, SOME_BYTES, { contentType: "image/webp" });
	expect(await removeOldWidths(store, [320, 640])).toBe(3);
	expect(await keysOf(store)).toEqual(kept.sort());
	expect(await removeOldWidths(store, [320, 640])).toBe(0);
});
