import { join } from "node:path";
import { DEFAULT_BUCKETS, type Engine, type ImageFormat, snapWidth } from "widthwise";
import { createVipsEngine } from "widthwise/engine/vips";
import { outputFormat } from "widthwise/internal";
import { cutSize } from "widthwise/photo";
import { percent } from "../harness/numbers.ts";
import type { Progress } from "../harness/progress.ts";
import type { Table } from "../harness/table.ts";
import type { Look } from "./look.ts";
import { type Place, pageViews } from "./places.ts";
import type { ByteSources } from "./sources.ts";

/** The share of a phone's pixels that a cap leaves: two of three a CSS pixel. */
const CAP = 2 / 3;

/** The means of all photos at one width: bytes, and the look on all the screen's pixels and on two thirds. */
type Cut = { readonly bytes: number; readonly onAll: number; readonly onTwoThirds: number };

/**
 * Measures what a phone with three pixels a CSS pixel saves if it gets images for two, and how these look:
 * enlarged to all of its pixels, and to an eye that sees no finer than two pixels a CSS pixel.
 *
 * @example
 * const table = await measurePhones(sources, look, progress);
 */
export async function measurePhones(
	sources: ByteSources,
	look: Look,
	progress: Progress,
): Promise<Table> {
	const engine = createVipsEngine({ threads: 1 });
	const rows: string[][] = [];
	for (const place of pageViews().filter(({ screen }) => screen.startsWith("phone"))) {
		for (const format of ["avif", "webp"] as const) {
			progress.show(`bytes: a phone's ${place.page} with a cap, ${format}`);
			const cut = (width: number) => measureCut({ sources, look, engine, place, format, width });
			rows.push(rowOf(place, format, await cut(place.width), await cut(place.width * CAP)));
		}
	}
	await engine.close();
	return {
		title: `Phones with three pixels a CSS pixel: images for three and for two (${sources.photos.length} photos)`,
		head: [
			...["page", "format", "for three, kB", "for two, kB", "saves"],
			...["distance on the screen", "to an eye that sees two pixels"],
		],
		rows,
	};
}

function rowOf({ page, images }: Place, format: ImageFormat, all: Cut, capped: Cut): string[] {
	const kB = ({ bytes }: Cut): string => ((images * bytes) / 1000).toFixed(0);
	return [
		...[page, format, kB(all), kB(capped), percent(1 - capped.bytes / all.bytes, 0)],
		`${all.onAll.toFixed(2)} to ${capped.onAll.toFixed(2)}`,
		`${all.onTwoThirds.toFixed(2)} to ${capped.onTwoThirds.toFixed(2)}`,
	];
}

/** Cuts all photos at the bucket for a width, with today's quality. */
async function measureCut(cut: {
	readonly sources: ByteSources;
	readonly look: Look;
	readonly engine: Engine;
	readonly place: Place;
	readonly format: ImageFormat;
	/** Device pixels that are asked for. */
	readonly width: number;
}): Promise<Cut> {
	const { look, engine, place, format } = cut;
	const { folder, photos, sizes } = cut.sources;
	const bucket = snapWidth(cut.width, DEFAULT_BUCKETS);
	const picture = join(folder, "picture");
	const sum = { bytes: 0, onAll: 0, onTwoThirds: 0 };
	for (const [i, photo] of photos.entries()) {
		const size = cutSize(sizes[i] ?? { width: bucket, height: bucket }, bucket);
		const { quality } = outputFormat(format);
		const [image] = await engine.render(photo, [{ ...size, format, quality }]);
		if (!image) throw new Error("The engine made no picture");
		await Bun.write(picture, image.bytes);
		const distance = (width: number): Promise<number> =>
			look.distance(join(folder, `${i}.jpg`), picture, Math.round(width));
		sum.bytes += image.bytes.length / photos.length;
		sum.onAll += (await distance(place.width)) / photos.length;
		sum.onTwoThirds += (await distance(place.width * CAP)) / photos.length;
	}
	return sum;
}
