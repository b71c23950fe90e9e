// Measures a picture's similarity to the exact resize of its original: SSIM (Wang et al. 2004, windows of
// 11 x 11 pixels, luma, full size). The exact resize does not come from a contender: libjpeg-turbo decodes
// all pixels, then pica resizes by Lanczos 3, in sRGB like all contenders. Answers a line of JSON with one.
import { createInterface } from "node:readline";
import Pica from "pica";
import sharp from "sharp";
import { ssim } from "ssim.js";

// All pictures have the same path: with a cache, sharp would return the previous one.
sharp.cache(false);
const pica = new Pica({ features: ["js"] });
const exact = new Map();

for await (const line of createInterface({ input: process.stdin })) {
	try {
		const { original, picture, width } = JSON.parse(line);
		const actual = await pixels(picture);
		if (actual.width !== width) throw new Error(`Got ${actual.width} px instead of ${width}`);
		const expected = await exactResize(original, width, actual.height);
		const { mssim } = ssim(expected, actual, { ssim: "original", downsample: false });
		answer({ ssim: mssim });
	} catch (error) {
		answer({ error: String(error) });
	}
}

async function exactResize(path, width, height) {
	const key = `${path} ${width} ${height}`;
	if (!exact.has(key)) {
		const { data, width: fullWidth, height: fullHeight } = await pixels(path);
		const resized = await pica.resizeBuffer({
			src: data,
			width: fullWidth,
			height: fullHeight,
			toWidth: width,
			toHeight: height,
			filter: "lanczos3",
		});
		exact.set(key, { data: new Uint8ClampedArray(resized), width, height });
	}
	return exact.get(key);
}

async function pixels(path) {
	const upright = sharp(path).autoOrient().toColourspace("srgb").ensureAlpha().raw();
	const { data, info } = await upright.toBuffer({ resolveWithObject: true });
	return { data: new Uint8ClampedArray(data), width: info.width, height: info.height };
}

function answer(object) {
	process.stdout.write(`${JSON.stringify(object)}\n`);
}
