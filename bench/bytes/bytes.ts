import { join } from "node:path";
import { realPhotos } from "../harness/photo.ts";
import { createProgress, type Progress } from "../harness/progress.ts";
import { installRivals } from "../harness/rivals.ts";
import { formatSummary, summarize } from "../harness/statistics.ts";
import type { Table } from "../harness/table.ts";
import { bytesAtDistance, type Encoded, type Equal } from "./equal-look.ts";
import { type PlaceFindings, pageViewTable } from "./findings.ts";
import { type Look, startLook } from "./look.ts";
import { type OurImages, publishWithSets } from "./our-images.ts";
import { measurePhones } from "./phones.ts";
import { type Place, pageViews } from "./places.ts";
import { measureQualityPerPhoto } from "./quality-per-photo.ts";
import { type Rival, startRivals } from "./rivals.ts";
import { type ByteSources, writeByteSources } from "./sources.ts";

/** The photos that are measured if none is named: landscapes of 12 to 24 MP. */
export const BYTES_PHOTOS: readonly string[] = realPhotos(
	"kleiber-20.4mp.jpg",
	"craft-beer-24mp-progressive.jpg",
	"google-pixel-gps-12mp.jpg",
);

/**
 * Measures the bytes of page views on four screens, at equal look, for Widthwise, Next.js, IPX and plain
 * WebP; what AVIF sets cost; what a quality for each photo would save; and what a cap for phones saves.
 *
 * @example
 * for (const table of await measureBytes(photos)) console.log(formatTable(table));
 */
export async function measureBytes(photos: readonly Uint8Array[]): Promise<readonly Table[]> {
	installRivals();
	await using started = new AsyncDisposableStack();
	const look = started.use(startLook());
	const sources = started.use(await writeByteSources(photos));
	const progress = createProgress();
	const rivals = await startRivals(sources, started);
	progress.show("bytes: AVIF sets");
	const ours = started.use(await publishWithSets(sources));
	const bench: Bench = { look, sources, progress, ours, rivals };
	const found: PlaceFindings[] = [];
	for (const place of pageViews()) found.push(await measurePlace(bench, place));
	const names = rivals.map(({ name }) => name);
	const perPhoto = await measureQualityPerPhoto(sources, look, progress);
	const phones = await measurePhones(sources, look, progress);
	progress.done();
	return [pageViewTable(names, photos.length, found), setTable(ours), perPhoto, phones];
}

type Bench = {
	readonly look: Look;
	readonly sources: ByteSources;
	readonly progress: Progress;
	readonly ours: OurImages;
	readonly rivals: readonly Rival[];
};

async function measurePlace(bench: Bench, place: Place): Promise<PlaceFindings> {
	const { ours, progress } = bench;
	const inFormat = (format: "avif" | "webp"): Promise<Encoded> =>
		meanOfPhotos(bench, place, (photo) => ours.image(photo, place.width, format));
	const avif = await inFormat("avif");
	const webp = await inFormat("webp");
	const rivals: (Equal | null)[] = [];
	for (const rival of bench.rivals) {
		progress.show(`bytes: ${place.screen}, ${place.page}, ${rival.name}`);
		const width = rival.widthFor(place.width);
		const measure = (quality: number): Promise<Encoded> =>
			meanOfPhotos(bench, place, (photo) => rival.image(photo, width, quality));
		rivals.push(await bytesAtDistance(avif.distance, measure, rival.quality));
	}
	return {
		...{ place, rivals, distance: avif.distance },
		...{ avifBytes: avif.bytes, webpBytes: webp.bytes },
	};
}

/** The mean of all photos' bytes, and of their distances as shown at the place. */
async function meanOfPhotos(
	{ look, sources: { folder, photos } }: Bench,
	{ width }: Place,
	encode: (photo: number) => Promise<Uint8Array>,
): Promise<Encoded> {
	const picture = join(folder, "picture");
	const sum = { bytes: 0, distance: 0 };
	for (const photo of photos.keys()) {
		const bytes = await encode(photo);
		await Bun.write(picture, bytes);
		sum.bytes += bytes.length;
		sum.distance += await look.distance(join(folder, `${photo}.jpg`), picture, width);
	}
	return { bytes: sum.bytes / photos.length, distance: sum.distance / photos.length };
}

function setTable({ setTimes, setBytes }: OurImages): Table {
	const kilobytes = summarize(setBytes.map((bytes) => bytes / 1000));
	return {
		title: "A photo's AVIF set",
		head: ["what", "median (spread)"],
		rows: [
			["processor time", formatSummary(summarize(setTimes.map((ms) => ms / 1000)), "s")],
			["storage", formatSummary(kilobytes, "kB")],
		],
	};
}
