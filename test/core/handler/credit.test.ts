import { expect, test } from "bun:test";
import { createImageHandler, createMemoryStore, readMetadata } from "widthwise";
import { createInspector } from "widthwise/photo";
import { createStoreSource } from "widthwise/source/store";
import { loadedJpeg } from "../../photos/loaded.ts";
import { vips } from "../engine.ts";

const inspector = createInspector();
const original = loadedJpeg(1, 300, 200);

test.each([
	["keeps artist and copyright of originals in a source, if asked to, and nothing else", "keep"],
	["drops artist and copyright of originals in a source", "drop"],
	["drops artist and copyright of originals in a source by default", undefined],
] as const)("a handler %s", async (_, credit) => {
	const [read, inspected]: [number[], number[]] = [[], []];
	const originals = createMemoryStore();
	await originals.put("a.jpg", original, { contentType: "image/jpeg" });
	const images = createImageHandler({
		store: createMemoryStore(),
		engine: vips,
		source: createStoreSource({ store: originals }),
		inspector: {
			...inspector,
			readMetadata(image) {
				read.push(image.length);
				return inspector.readMetadata(image);
			},
			inspect(image, maxPixels) {
				inspected.push(image.length);
				return inspector.inspect(image, maxPixels);
			},
		},
		credit,
	});
	const response = await images.respond(new Request("https://photos.example/media/a.jpg"));
	const { artist, copyright, ...rest } = await readMetadata(await response.bytes());
	const had = await readMetadata(original);
	expect([had.artist, had.copyright]).not.toContain(null);
	const kept = credit === "keep" ? [had.artist, had.copyright] : [null, null];
	expect([artist, copyright]).toEqual(kept);
	expect(new Set(Object.values(rest).map(String))).toEqual(new Set(["null", ""]));
	expect([read, inspected]).toEqual([
		credit === "keep" ? [original.length] : [],
		[original.length],
	]);
	await images.close();
});
