import { expect, test } from "bun:test";
import { createImageHandler, createMemoryStore, readMetadata } from "widthwise";
import { createStoreSource } from "widthwise/source/store";
import { loadedJpeg } from "../../photos/loaded.ts";
import { vips } from "../engine.ts";

const original = loadedJpeg(1, 300, 200);

test.each([
	["keeps artist and copyright of originals in a source, if asked to, and nothing else", "keep"],
	["drops artist and copyright of originals in a source", "drop"],
	["drops artist and copyright of originals in a source by default", undefined],
] as const)("a handler %s", async (_, credit) => {
	const originals = createMemoryStore();
	await originals.put("a.jpg", original, { contentType: "image/jpeg" });
	const images = createImageHandler({
		store: createMemoryStore(),
		engine: vips,
		source: createStoreSource({ store: originals }),
		credit,
	});
	const response = await images.respond(new Request("https://photos.example/media/a.jpg"));
	const { artist, copyright, ...rest } = await readMetadata(await response.bytes());
	const had = await readMetadata(original);
	expect([had.artist, had.copyright]).not.toContain(null);
	const kept = credit === "keep" ? [had.artist, had.copyright] : [null, null];
	expect([artist, copyright]).toEqual(kept);
	expect(new Set(Object.values(rest).map(String))).toEqual(new Set(["null", ""]));
	await images.close();
});
