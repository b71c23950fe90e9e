import { copyIfAny } from "../bytes/bytes.ts";
import type { Parse } from "../bytes/parse.ts";
import type { Blocks, Container, Probe } from "../container/container.ts";
import { orientationOf } from "../exif/exif.ts";
import { pngRawProfiles } from "./raw-profiles.ts";
import { stripPng } from "./strip.ts";
import { pngTexts, pngXmp } from "./texts.ts";
import { type PngLayout, pngExif, walkPng } from "./walk.ts";

/** The container of PNG, third edition, with animations. */
export const PNG: Container = {
	*probe(size) {
		return yield* probe(yield* walkPng(size));
	},
	*walk(size) {
		const layout = yield* walkPng(size);
		return {
			end: layout.chunks.at(-1)?.end ?? size,
			probe: () => probe(layout),
			blocks: () => blocks(layout),
			strip: (bytes, fresh) => stripPng(bytes, layout, fresh),
		};
	},
};

function* probe(layout: PngLayout): Parse<Probe> {
	const { width, height, chunks, colourType, bitDepth, isInterlaced } = layout;
	const orientation = orientationOf(yield* pngExif(layout));
	// PNG 11.3.6: without acTL a PNG is a still picture, even if it contains frames.
	const isAnimated = chunks.some(({ type }) => type === "acTL");
	const frames = isAnimated ? chunks.filter(({ type }) => type === "fcTL").length : 1;
	const hasAlpha = (colourType & 4) !== 0 || chunks.some(({ type }) => type === "tRNS");
	const still = { type: "png", width, height, orientation, hasAlpha, isCmyk: false } as const;
	return {
		...still,
		frames: Math.max(1, frames),
		...(isInterlaced && { isProgressive: true }),
		...(bitDepth > 8 && { depth: bitDepth }),
	};
}

function* blocks(layout: PngLayout): Parse<Blocks> {
	const raw = yield* pngRawProfiles(layout);
	const exif = copyIfAny(yield* pngExif(layout)) ?? raw.exif;
	const xmp = copyIfAny(yield* pngXmp(layout)) ?? raw.xmp;
	return { exif, xmp, iptc: raw.iptc, texts: yield* pngTexts(layout) };
}
