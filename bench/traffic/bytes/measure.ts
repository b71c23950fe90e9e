// Measures the bytes of photos by width and format, for `fit.ts`:
// `bun bench/traffic/bytes/measure.ts <folder of photos> > encodings.csv`. Each photo is published and cut
// as on the server, with the same qualities. One line per encoding: photo (a number), its aspect ratio
// (width to height), format, width, bytes.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createMemoryStore, type ImageFormat, publish } from "widthwise";
import { createBunEngine } from "widthwise/engine/bun";
import { createVipsEngine } from "widthwise/engine/vips";
import { outputFormat } from "widthwise/internal";
import { cutSize, MASTER_EDGE } from "widthwise/photo";
import { masterKey } from "widthwise/url";

const WIDTHS = [80, 120, 180, 256, 360, 480, 640, 800, 960, 1120, 1280, 1600, 1920, 2240, 2560];
/** Every second width, because AVIF is slow. */
const AVIF_WIDTHS = WIDTHS.filter((_, i) => i % 2 === 0);

const [folder = ""] = process.argv.slice(2);
const vips = createVipsEngine({ threads: 1 });
const bun = createBunEngine();
console.log("photo,aspect,format,width,bytes");
for (const [photo, name] of readdirSync(folder).toSorted().entries()) {
	try {
		await measure(photo, await Bun.file(join(folder, name)).bytes());
	} catch (error) {
		console.error(`${name}: ${error instanceof Error ? error.message : error}`);
	}
}
await vips.close();
await bun.close();

async function measure(photo: number, original: Uint8Array): Promise<void> {
	const store = createMemoryStore();
	const id = photo.toString(16).padStart(32, "0");
	const master = await publish(id, original, {
		store,
		engine: vips,
		maxPixels: 150e6,
		credit: null,
	});
	const aspect = (master.width / master.height).toFixed(4);
	const bytes = await (await store.get(masterKey(id)))?.bytes();
	if (!bytes) throw new Error("no master");
	const formats: readonly ImageFormat[] = ["webp", "jpeg", "avif"];
	for (const format of formats) {
		const widths = (format === "avif" ? AVIF_WIDTHS : WIDTHS).filter(
			(width) => width <= Math.min(master.width, MASTER_EDGE),
		);
		const engine = format === "avif" ? vips : bun;
		const { quality } = outputFormat(format);
		for (const width of widths) {
			const output = { ...cutSize(master, width), format, quality };
			const [image] = await engine.render(bytes, [output]);
			console.log([photo, aspect, format, width, image?.bytes.length].join(","));
		}
	}
}
