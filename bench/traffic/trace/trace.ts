import { createRandom, type Random, weightedIndex } from "../../harness/random.ts";
import { type Audience, DEFAULT_AUDIENCE, deviceWidth } from "../audience/audience.ts";
import { fittedWidth, slotsOf } from "../audience/layout.ts";
import { oddWidths } from "../audience/odd-widths.ts";
import { drawSite, type Site, type SiteModel } from "./site.ts";
import { drawPageViews, type PageView, type VisitModel } from "./visits.ts";

/** The model of a trace. */
export type TraceModel = SiteModel &
	VisitModel & {
		readonly audience: Audience;
		readonly seed: number;
	};

/** One image that a page needed. */
export type NeededImage = {
	readonly atMs: number;
	/** Position in {@link Site.photos}. */
	readonly photo: number;
	/** Device pixels. */
	readonly width: number;
	readonly format: "webp" | "jpeg";
	readonly pointOfPresence: number;
	/** The visitor with the browser cache; `null`: no browser cache, as for robots. */
	readonly visitor: number | null;
};

/** A site and the images that were needed, in order of time. */
export type Trace = { readonly site: Site; readonly images: readonly NeededImage[] };

/** The default trace; the README lists the sources. */
export const DEFAULT_TRACE: TraceModel = {
	audience: DEFAULT_AUDIENCE,
	seed: 1,
	galleries: 60,
	photosPerGallery: 40,
	zipf: 0.8,
	historyDays: 360,
	pageViews: 30_000,
	days: 30,
	viewsPerVisit: 5,
	returning: 0.3,
	wandering: 0.2,
	halfLifeDays: 7,
	lasting: 0.1,
	pointsOfPresence: 8,
	webpShare: 0.97,
	readingMs: 20_000,
};

/** Galleries on an overview: this many of the newest. */
const OVERVIEW_GALLERIES = 12;

/**
 * Draws the images that visitors of a site need. The same model gives the same trace; it does not depend
 * on the list of buckets.
 *
 * @example
 * const { images } = drawTrace(DEFAULT_TRACE);
 */
export function drawTrace(model: TraceModel): Trace {
	const random = createRandom(model.seed);
	const { audience } = model;
	const site = drawSite(model, audience, model.days, random);
	const drawScale = weightedIndex(audience.siteScales.map(() => 1));
	const scale = audience.siteScales[drawScale(random)] ?? 1;
	const drawOdd = oddImages(audience, random);
	const images = drawPageViews(site, audience, model, random).flatMap((view) =>
		imagesOf(view, site, scale).flatMap((image) => [image, ...drawOdd(image)]),
	);
	return { site, images };
}

function imagesOf(view: PageView, site: Site, scale: number): readonly NeededImage[] {
	const { visitor, page, atMs } = view;
	const photosOf = slotPhotos(view, site);
	return slotsOf(page, visitor.window).flatMap(({ width, images, isFitted }) =>
		photosOf(images).map((photo) => {
			const cssWidth = isFitted
				? fittedWidth(visitor.window, site.photos[photo]?.aspect ?? 1)
				: Math.min(visitor.window.width, width * scale);
			return {
				atMs,
				photo,
				width: deviceWidth(cssWidth, visitor.dpr),
				format: visitor.acceptsWebp ? "webp" : "jpeg",
				pointOfPresence: visitor.pointOfPresence,
				visitor: visitor.id,
			};
		}),
	);
}

/** The photos in a page's slots: from the newest galleries for an overview, else from one gallery. */
function slotPhotos(view: PageView, site: Site): (images: number) => readonly number[] {
	const { page, photo } = view;
	if (page === "overview") {
		const published = site.galleries.filter(({ publishedAtMs }) => publishedAtMs <= view.atMs);
		return () => published.slice(-OVERVIEW_GALLERIES).map(({ first }) => first);
	}
	const { first, count } = site.galleries[view.gallery] ?? { first: 0, count: 1 };
	// A photo page's thumbnails are its neighbours, a story has every n-th photo, a gallery starts at its
	// first photo.
	const stride = page === "story" ? Math.max(1, Math.floor(count / 8)) : 1;
	const start = page === "photo" ? photo : 0;
	return (images) =>
		Array.from(
			{ length: Math.min(images, count) },
			(_, i) => first + ((start + i * stride) % count),
		);
}

/** Some requests for the same photo come from elsewhere, at an odd width. */
function oddImages(
	{ oddShare }: Audience,
	random: Random,
): (beside: NeededImage) => readonly NeededImage[] {
	const widths = oddWidths(1);
	const draw = weightedIndex(widths.map(({ count }) => count));
	const chance = oddShare / (1 - oddShare);
	return (beside) => {
		if (random() >= chance) return [];
		return [{ ...beside, visitor: null, width: widths[draw(random)]?.width ?? 1 }];
	};
}
