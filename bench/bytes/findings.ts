import { percent } from "../harness/numbers.ts";
import type { Table } from "../harness/table.ts";
import type { Equal } from "./equal-look.ts";
import type { Place } from "./places.ts";

/** What was measured for the images of one place; bytes are means of the photos. */
export type PlaceFindings = {
	readonly place: Place;
	/** How far Widthwise's AVIF looks from the exact resize: the target of all rivals. */
	readonly distance: number;
	readonly avifBytes: number;
	/** Widthwise's WebP, as it is. */
	readonly webpBytes: number;
	/** The rivals at this distance, in their order; `null`: never so close. */
	readonly rivals: readonly (Equal | null)[];
};

/**
 * Makes the table of page views: kB for each contender, with the rivals' qualities, and how much less
 * Widthwise sends than the best rival.
 *
 * @param rivals their names
 *
 * @example
 * const table = pageViewTable(["Next.js 16, AVIF"], 3, found);
 */
export function pageViewTable(
	rivals: readonly string[],
	photos: number,
	found: readonly PlaceFindings[],
): Table {
	const rows = found.map((each) => {
		const { place, distance } = each;
		return [
			`${place.screen}: ${place.page}, ${place.images} of ${place.width} px`,
			distance.toFixed(2),
			kB(ours(each)),
			kB(place.images * each.webpBytes),
			...each.rivals.map((rival) =>
				rival
					? `${kB(place.images * rival.bytes)} (q ${rival.quality.toFixed(0)})`
					: "never so close",
			),
			saving(ours(each), theirs(each)),
		];
	});
	const sums = rivals.map((_, i) => sum(found.map((each) => theirs(each)[i] ?? Number.NaN)));
	const total = [
		"all together",
		"",
		kB(sum(found.map(ours))),
		kB(sum(found.map(({ place, webpBytes }) => place.images * webpBytes))),
		...sums.map(kB),
		saving(sum(found.map(ours)), sums),
	];
	return {
		title: `A page view at equal look, kB of images (${photos} photos of 2560 px; rivals at the quality that looks as close as Widthwise's AVIF)`,
		head: [
			"screen and page",
			"distance",
			"Widthwise, AVIF",
			"Widthwise, WebP as it is",
			...rivals,
			"AVIF to the best rival",
		],
		rows: [...rows, total],
	};
}

function ours({ place, avifBytes }: PlaceFindings): number {
	return place.images * avifBytes;
}

function theirs({ place, rivals }: PlaceFindings): readonly number[] {
	return rivals.map((rival) => place.images * (rival?.bytes ?? Number.NaN));
}

function saving(own: number, others: readonly number[]): string {
	const share = own / Math.min(...others.filter((bytes) => !Number.isNaN(bytes))) - 1;
	return Number.isFinite(share) ? `${share < 0 ? "" : "+"}${percent(share, 0)}` : "";
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}

function kB(bytes: number): string {
	return Number.isNaN(bytes) ? "" : (bytes / 1000).toFixed(bytes < 100_000 ? 1 : 0);
}
