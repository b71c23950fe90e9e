import { masterSize } from "widthwise/photo";
import { MEASURED_PHOTOS, type PhotoBytes } from "widthwise/tuning";
import type { Random } from "../../harness/random.ts";
import type { Audience } from "../audience/audience.ts";

/** A photo of the simulated site. */
export type SitePhoto = PhotoBytes & {
	/** Pixels. */
	readonly masterWidth: number;
};

/** A gallery: photos published together, and how many people care. */
export type Gallery = {
	/** Positions in {@link Site.photos}. */
	readonly first: number;
	readonly count: number;
	/** Milliseconds since the trace's start; negative for what was there before. */
	readonly publishedAtMs: number;
	/** How much it is looked at when it is new. */
	readonly appeal: number;
};

/** A photo site. */
export type Site = {
	readonly photos: readonly SitePhoto[];
	/** In the order of their publication. */
	readonly galleries: readonly Gallery[];
};

/** What a site is like; all assumed but the exponent, see the README. */
export type SiteModel = {
	readonly galleries: number;
	readonly photosPerGallery: number;
	/** The gallery of rank r appeals as r to the minus this. */
	readonly zipf: number;
	/** The galleries were published evenly over so many days before the trace's end. */
	readonly historyDays: number;
};

const DAY_MS = 86_400_000;

/**
 * Draws a site. Its photos have the detail of really measured ones, at the audience's aspect ratios.
 *
 * @param lastDay the trace's length in days, when the last gallery is published
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
		if (!measured) throw new Error("No photo was measured");
		return shaped(measured, random() < portraits ? 1 / aspect : aspect);
	});
	return { photos, galleries };
}

/** The same detail, bits a pixel, in another shape. */
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
