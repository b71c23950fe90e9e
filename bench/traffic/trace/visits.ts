import { type Random, weightedIndex } from "../../harness/random.ts";
import type { Audience } from "../audience/audience.ts";
import { PAGE_KINDS, type PageKind, type Window, windowOf } from "../audience/layout.ts";
import { DEVICE_CLASSES, type Screen, screensOf } from "../audience/screens.ts";
import type { Site } from "./site.ts";

/** Who came back, or came first; with them their browser's cache. */
export type Visitor = {
	readonly id: number;
	readonly window: Window;
	readonly dpr: number;
	readonly pointOfPresence: number;
	readonly acceptsWebp: boolean;
};

/** One page that somebody opened. */
export type PageView = {
	readonly atMs: number;
	readonly visitor: Visitor;
	readonly page: PageKind;
	/** Position in {@link Site.galleries}. */
	readonly gallery: number;
	/** Which of the gallery's photos a photo page is about. */
	readonly photo: number;
};

/** How people visit; all assumed, see the README. */
export type VisitModel = {
	readonly pageViews: number;
	readonly days: number;
	/** Page views of a visit on average, at least 1. */
	readonly viewsPerVisit: number;
	/** Share of visits by somebody who was here before, with a browser cache that still holds. */
	readonly returning: number;
	/** Chance of going on to another gallery instead of the next page of the same one. */
	readonly wandering: number;
	/** Days after which a gallery is looked at half as much. */
	readonly halfLifeDays: number;
	/** Share of its first appeal that a gallery never loses. */
	readonly lasting: number;
	/** Points of presence, the r-th with 1/r of the first one's visitors. */
	readonly pointsOfPresence: number;
	readonly webpShare: number;
	/** Milliseconds between two pages of a visit. */
	readonly readingMs: number;
};

const DAY_MS = 86_400_000;

/**
 * Draws page views, in the order of time.
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
			// To the next photo, as people leaf through a gallery.
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
