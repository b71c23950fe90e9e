// Makes the pictures of a published photo with sharp, on Node.js, from one decode: `sharp.mjs` makes them
// with the settings of Widthwise, `sharp.mjs trellis` the master as `mozjpeg: true` does, without its tables.
// For each line of JSON it writes the pictures and answers with the processor time.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import sharp from "sharp";

sharp.cache(false);
sharp.concurrency(1);

const TRELLIS = { progressive: true, trellisQuantisation: true, overshootDeringing: true };
const isTrellis = process.argv[2] === "trellis";

for await (const line of createInterface({ input: process.stdin })) {
	const { photo, folder, quality, width, height, mezzanines } = JSON.parse(line);
	try {
		const bytes = await readFile(photo);
		const before = process.cpuUsage();
		const pictures = await publish(bytes, { quality, width, height, mezzanines });
		const { user, system } = process.cpuUsage(before);
		await mkdir(folder, { recursive: true });
		for (const [name, picture] of pictures) await writeFile(join(folder, name), picture);
		answer({ processorMs: (user + system) / 1000, width, height, mezzanines });
	} catch (error) {
		answer({ error: String(error) });
	}
}

async function publish(bytes, { quality, width, height, mezzanines }) {
	let pixels = await raw(sharp(bytes).autoOrient().resize(width, height, { fit: "fill" }));
	const master = { quality: quality.master, ...(isTrellis && TRELLIS) };
	const pictures = [["master", await from(pixels).jpeg(master).toBuffer()]];
	const full = { quality: quality.mezzanine, chromaSubsampling: "4:4:4" };
	for (const widthOfOne of mezzanines) {
		const size = [widthOfOne, Math.round((widthOfOne * height) / width)];
		pixels = await raw(from(pixels).resize(...size, { fit: "fill" }));
		pictures.push([`mezzanine-${widthOfOne}`, await from(pixels).jpeg(full).toBuffer()]);
	}
	const tiny = from(pixels).resize(24, 24, { fit: "inside" });
	pictures.push(["placeholder", await tiny.webp({ quality: quality.placeholder }).toBuffer()]);
	return pictures;
}

function raw(image) {
	return image.raw().toBuffer({ resolveWithObject: true });
}

function from({ data, info: { width, height, channels } }) {
	return sharp(data, { raw: { width, height, channels } });
}

function answer(object) {
	process.stdout.write(`${JSON.stringify(object)}\n`);
}
