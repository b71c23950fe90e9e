import { join } from "node:path";
import type { Engine, ImageFormat } from "widthwise";
import { createVipsEngine } from "widthwise/engine/vips";
import { outputFormat } from "widthwise/internal";
import { cutSize } from "widthwise/photo";
import { percent } from "../harness/numbers.ts";
import { processorTime } from "../harness/process-usage.ts";
import type { Progress } from "../harness/progress.ts";
import type { Table } from "../harness/table.ts";
import { bytesAtDistance, type Encoded } from "./equal-look.ts";
import type { Look } from "./look.ts";
import type { ByteSources } from "./sources.ts";

/** Pixels: the bucket of a phone's overview. */
const WIDTH = 1088;

/** What one quality gives for a photo, and the bytes at which it looks as close as a target. */
type PhotoQuality = Encoded & { readonly bytesAt: (distance: number) => Promise<number> };

/**
 * Reports what a quality for each photo, chosen by look, would save over one for all photos, and what the
 * search would cost. Two targets: every photo looks as all do in the mean; and every photo looks as the
 * worst does today.
 *
 * @example
 * const table = await measureQualityPerPhoto(sources, look, progress);
 */
export async function measureQualityPerPhoto(
	sources: ByteSources,
	look: Look,
	progress: Progress,
): Promise<Table> {
	const engine = createVipsEngine({ threads: 1 });
	const rows: string[][] = [];
	for (const format of ["avif", "webp"] as const) {
		progress.show(`bytes: a quality for each photo, ${format}`);
		rows.push(...(await rowsOf(format, { sources, look, engine })));
	}
	await engine.close();
	return {
		title: `A quality for each photo instead of one for all: ${sources.photos.length} photos at ${WIDTH} px`,
		head: ["format", "target", "distance", "one for all, kB", "for each, kB", "saves", "search"],
		rows,
	};
}

type Parts = { readonly sources: ByteSources; readonly look: Look; readonly engine: Engine };

async function rowsOf(format: ImageFormat, parts: Parts): Promise<string[][]> {
	const photos: PhotoQuality[] = [];
	for (const photo of parts.sources.photos.keys()) {
		photos.push(await measurePhoto(photo, format, parts));
	}
	const distances = photos.map(({ distance }) => distance);
	const targets = {
		"the mean look": distances.reduce((sum, each) => sum + each, 0) / photos.length,
		"the look of the worst": Math.max(...distances),
	};
	const today = photos.reduce((sum, { bytes }) => sum + bytes, 0);
	const rows: string[][] = [];
	for (const [name, target] of Object.entries(targets)) {
		const startedAt = timeOf(parts.look);
		let bytes = 0;
		for (const photo of photos) bytes += await photo.bytesAt(target);
		const seconds = (timeOf(parts.look) - startedAt) / 1000 / photos.length;
		rows.push([
			...[format, name, target.toFixed(2)],
			...[(today / 1000).toFixed(0), (bytes / 1000).toFixed(0), percent(1 - bytes / today, 0)],
			`${seconds.toFixed(1)} s a picture`,
		]);
	}
	return rows;
}

async function measurePhoto(
	photo: number,
	format: ImageFormat,
	{ sources: { folder, photos, sizes }, look, engine }: Parts,
): Promise<PhotoQuality> {
	const source = photos[photo] ?? new Uint8Array();
	const size = cutSize(sizes[photo] ?? { width: WIDTH, height: WIDTH }, WIDTH);
	const picture = join(folder, "picture");
	const measure = async (quality: number): Promise<Encoded> => {
		const [image] = await engine.render(source, [{ ...size, format, quality }]);
		if (!image) throw new Error("The engine made no picture");
		await Bun.write(picture, image.bytes);
		const distance = await look.distance(join(folder, `${photo}.jpg`), picture, size.width);
		return { bytes: image.bytes.length, distance };
	};
	const { quality } = outputFormat(format);
	return {
		...(await measure(quality)),
		bytesAt: async (distance) =>
			(await bytesAtDistance(distance, measure, quality))?.bytes ?? Number.NaN,
	};
}

/** The processor time of this process and of the measurement, in milliseconds. */
function timeOf(look: Look): number {
	return processorTime(process.pid) + look.processorTime();
}
