// How near a picture comes to the exact resize of its original: SSIM (Wang et al. 2004, windows of 11 x
// 11 pixels, luma, full size). The exact resize is nobody's own: every pixel decoded by libjpeg-turbo
// without a shortcut, then pica's Lanczos 3, in sRGB as all of them do it. A line of JSON in, one out.
import { createInterface } from "node:readline";
import Pica from "pica";
import sharp from "sharp";
import { ssim } from "ssim.js";

// Every picture comes under the same name: a cache would judge the one before.
sharp.cache(false);
const pica = new Pica({ features: ["js"] });
const exact = new Map();

for await (const line of createInterface({ input: process.stdin })) {
	try {
		const { original, picture, width } = JSON.parse(line);
		const given = await pixels(picture);
		if (given.width !== width) throw new Error(`Got ${given.width} px instead of ${width}`);
		const wanted = await exactResize(original, width, given.height);
		const { mssim } = ssim(wanted, given, { ssim: "original", downsample: false });
		answer({ ssim: mssim });
	} catch (error) {
		answer({ error: String(error) });
	}
}

async function exactResize(path, width, height) {
	const key = `${path} ${width} ${height}`;
	if (!exact.has(key)) {
		const { data, width: from, height: high } = await pixels(path);
		const resized = await pica.resizeBuffer({
			src: data,
			width: from,
			height: high,
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
