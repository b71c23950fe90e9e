import { type Random, weightedIndex } from "../../harness/random.ts";
import type { Audience } from "../audience/audience.ts";
import { PAGE_KINDS, type PageKind, type Window, windowOf } from "../audience/layout.ts";
import { DEVICE_CLASSES, type Screen, screensOf } from "../audience/screens.ts";
import type { Site } from "./site.ts";

/** A visitor, who has a browser cache. */
export type Visitor = {
	readonly id: number;
	readonly window: Window;
	readonly dpr: number;
	readonly pointOfPresence: number;
	readonly acceptsWebp: boolean;
};

/** One view of a page. */
export type PageView = {
	readonly atMs: number;
	readonly visitor: Visitor;
	readonly page: PageKind;
	/** Position in {@link Site.galleries}. */
	readonly gallery: number;
	/** The position of a photo page's photo in the gallery. */
	readonly photo: number;
};

/** The model of visits; all assumed, see the README. */
export type VisitModel = {
	readonly pageViews: number;
	readonly days: number;
	/** Average page views per visit, at least 1. */
	readonly viewsPerVisit: number;
	/** Share of visits by returning visitors, with their browser cache. */
	readonly returning: number;
	/** Probability of going to another gallery instead of the next page of the same one. */
	readonly wandering: number;
	/** Days in which a gallery's popularity halves. */
	readonly halfLifeDays: number;
	/** Share of its initial popularity that a gallery never loses. */
	readonly lasting: number;
	/** Number of points of presence; the r-th has 1/r of the first one's visitors. */
	readonly pointsOfPresence: number;
	readonly webpShare: number;
	/** Milliseconds between two pages of a visit. */
	readonly readingMs: number;
};

const DAY_MS = 86_400_000;

/**
 * Draws page views, in order of time.
 *
 * @example
 * const views = drawPageViews(site, audience, model, createRandom(1));
 */
export function drawPageViews(
	site: Site,
	audience: Audience,
	model: VisitModel,
	random: Random,
): readonly PageView[] {
	const drawVisitor = visitors(audience, model, random);
	const drawPage = weightedIndex(PAGE_KINDS.map((page) => audience.pages[page]));
	const views: PageView[] = [];
	while (views.length < model.pageViews) {
		const startMs = random() * model.days * DAY_MS;
		const drawGallery = weightedIndex(appealAt(site, startMs, model));
		const visitor = drawVisitor();
		let gallery = drawGallery(random);
		let photo = Math.floor(random() * (site.galleries[gallery]?.count ?? 1));
		for (let page = 0; page === 0 || random() > 1 / model.viewsPerVisit; page++) {
			const atMs = startMs + page * model.readingMs;
			views.push({ atMs, visitor, gallery, photo, page: PAGE_KINDS[drawPage(random)] ?? "photo" });
			if (random() < model.wandering) gallery = drawGallery(random);
			// The next photo, as visitors page through a gallery.
			photo = (photo + 1) % (site.galleries[gallery]?.count ?? 1);
		}
	}
	return views.toSorted((a, b) => a.atMs - b.atMs);
}

function appealAt({ galleries }: Site, nowMs: number, model: VisitModel): readonly number[] {
	return galleries.map(({ publishedAtMs, appeal }) => {
		const ageDays = (nowMs - publishedAtMs) / DAY_MS;
		if (ageDays < 0) return 0;
		return appeal * (model.lasting + (1 - model.lasting) * 2 ** (-ageDays / model.halfLifeDays));
	});
}

function visitors(audience: Audience, model: VisitModel, random: Random): () => Visitor {
	const drawClass = weightedIndex(DEVICE_CLASSES.map((name) => audience.classes[name]));
	const screens = DEVICE_CLASSES.map((name) => screensOf(name));
	const drawScreen = screens.map((all) => weightedIndex(all.map(({ share }) => share)));
	const drawPlace = weightedIndex(
		Array.from({ length: model.pointsOfPresence }, (_, i) => 1 / (i + 1)),
	);
	const known: Visitor[] = [];
	return () => {
		const again = known[Math.floor(random() * known.length)];
		if (random() < model.returning && again) return again;
		const at = drawClass(random);
		const screen: Screen | undefined = screens[at]?.[drawScreen[at]?.(random) ?? 0];
		if (!screen) throw new Error("No screen was drawn");
		const visitor = {
			id: known.length,
			window: windowOf(screen, DEVICE_CLASSES[at] ?? "mobile"),
			dpr: screen.dpr,
			pointOfPresence: drawPlace(random),
			acceptsWebp: random() < model.webpShare,
		};
		known.push(visitor);
		return visitor;
	};
}
