import { masterSize } from "widthwise/photo";
import { MEASURED_PHOTOS, type PhotoBytes } from "widthwise/tuning";
import type { Random } from "../../harness/random.ts";
import type { Audience } from "../audience/audience.ts";

/** A photo of the simulated site. */
export type SitePhoto = PhotoBytes & {
	/** Pixels. */
	readonly masterWidth: number;
};

/** A gallery: photos published together, with a common popularity. */
export type Gallery = {
	/** Positions in {@link Site.photos}. */
	readonly first: number;
	readonly count: number;
	/** Milliseconds since the trace's start; negative if published before. */
	readonly publishedAtMs: number;
	/** Relative popularity when it is new. */
	readonly appeal: number;
};

/** A photo site. */
export type Site = {
	readonly photos: readonly SitePhoto[];
	/** In the order of their publication. */
	readonly galleries: readonly Gallery[];
};

/** The model of a site; all assumed except the exponent, see the README. */
export type SiteModel = {
	readonly galleries: number;
	readonly photosPerGallery: number;
	/** The exponent of popularity: the gallery of rank r has r to the minus this. */
	readonly zipf: number;
	/** Galleries were published evenly over this many days before the trace's end. */
	readonly historyDays: number;
};

const DAY_MS = 86_400_000;

/**
 * Draws a random site. Its photos have the detail of measured photos, at the audience's aspect ratios.
 *
 * @param lastDay the trace's length in days; the last gallery is published on this day
 *
 * @example
 * const site = drawSite(model, audience, 30, createRandom(1));
 */
export function drawSite(
	model: SiteModel,
	{ aspect, portraits }: Audience,
	lastDay: number,
	random: Random,
): Site {
	const ranks = shuffled(model.galleries, random);
	const galleries = ranks.map((rank, i) => ({
		first: i * model.photosPerGallery,
		count: model.photosPerGallery,
		publishedAtMs: (lastDay - (model.historyDays * (ranks.length - i)) / ranks.length) * DAY_MS,
		appeal: (rank + 1) ** -model.zipf,
	}));
	const photos = Array.from({ length: model.galleries * model.photosPerGallery }, () => {
		const measured = MEASURED_PHOTOS[Math.floor(random() * MEASURED_PHOTOS.length)];
		if (!measured) throw new Error("There are no measured photos");
		return shaped(measured, random() < portraits ? 1 / aspect : aspect);
	});
	return { photos, galleries };
}

/** A photo with the same detail (bits per pixel) and another aspect ratio. */
function shaped(measured: PhotoBytes, aspect: number): SitePhoto {
	const ratio = measured.aspect / aspect;
	return {
		aspect,
		referenceBytes: measured.referenceBytes * ratio,
		largeBytes: measured.largeBytes * ratio,
		masterWidth: masterSize({
			width: 6000 * Math.min(1, aspect),
			height: 6000 / Math.max(1, aspect),
		}).width,
	};
}

function shuffled(count: number, random: Random): readonly number[] {
	const order = Array.from({ length: count }, (_, i) => i);
	for (let i = count - 1; i > 0; i--) {
		const other = Math.floor(random() * (i + 1));
		[order[i], order[other]] = [order[other] ?? 0, order[i] ?? 0];
	}
	return order;
}
