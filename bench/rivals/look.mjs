// Measures how far a picture looks from its original, as a page shows it: Butteraugli's 3-norm (libjxl,
// from the tools in Debian's libjxl-devtools), 0 for identical pictures. A wider picture is first shrunk to
// the shown width, as a browser does. Only the middle is compared, so that large pictures do not take
// minutes. Answers a line of JSON with one.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import sharp from "sharp";

/** Pixels: the edge of the compared middle. */
const MIDDLE = 768;

const run = promisify(execFile);
// All pictures have the same path: with a cache, sharp would return the previous one.
sharp.cache(false);
sharp.concurrency(1);
const folder = await mkdtemp(join(tmpdir(), "widthwise-look-"));
const shown = join(folder, "shown.png");
const exact = new Map();

for await (const line of createInterface({ input: process.stdin })) {
	try {
		const { original, picture, width } = JSON.parse(line);
		const { path, height } = await exactMiddle(original, width);
		await writeMiddle(picture, { width, height }, shown);
		const { stdout } = await run("butteraugli_main", [path, shown]);
		const [, distance] = /3-norm: ([\d.]+)/.exec(stdout) ?? [];
		if (distance === undefined) throw new Error(`butteraugli_main printed ${stdout}`);
		answer({ distance: Number(distance) });
	} catch (error) {
		answer({ error: String(error) });
	}
}
await rm(folder, { recursive: true });

async function exactMiddle(original, width) {
	const key = `${original} ${width}`;
	if (!exact.has(key)) {
		const path = join(folder, `${exact.size}.png`);
		const { height } = await writeMiddle(original, { width, height: null }, path);
		exact.set(key, { path, height });
	}
	return exact.get(key);
}

/**
 * All pixels are decoded, then shrunk by Lanczos 3.
 *
 * @param height `null`: by the picture's shape, which in another width may be rounded to another row
 * @returns the size
 */
async function writeMiddle(picture, { width, height }, path) {
	const upright = sharp(picture).autoOrient().toColourspace("srgb").removeAlpha();
	const resized = upright.resize(width, height, {
		fit: height === null ? "inside" : "fill",
		kernel: "lanczos3",
		fastShrinkOnLoad: false,
	});
	const { data, info } = await resized.raw().toBuffer({ resolveWithObject: true });
	const middle = {
		width: Math.min(MIDDLE, info.width),
		height: Math.min(MIDDLE, info.height),
	};
	await sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
		.extract({
			...middle,
			left: (info.width - middle.width) >> 1,
			top: (info.height - middle.height) >> 1,
		})
		.png({ compressionLevel: 1 })
		.toFile(path);
	return info;
}

function answer(object) {
	process.stdout.write(`${JSON.stringify(object)}\n`);
}
