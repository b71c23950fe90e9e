import type { DeviceClass } from "./screens.ts";

/** The kinds of pages that a photo site has. */
export type PageKind = "photo" | "gallery" | "overview" | "story";

/** All kinds. */
export const PAGE_KINDS: readonly PageKind[] = ["photo", "gallery", "overview", "story"];

/** A place for images on a page: its width, and its number of images. */
export type Slot = {
	/** CSS pixels, possibly fractional. */
	readonly width: number;
	/** Images of this kind that a visitor's browser loads. */
	readonly images: number;
	/** Whether the photo is fitted into the window instead of filling the slot's width. */
	readonly isFitted: boolean;
};

/** A browser window in CSS pixels. */
export type Window = { readonly width: number; readonly height: number };

/**
 * Shares of page views. Assumed, and chosen so that image slots have the widths that HTTP Archive
 * measured at its crawlers' windows; see the README.
 */
export const PAGE_SHARES: Readonly<Record<PageKind, number>> = {
	photo: 48,
	gallery: 14,
	overview: 21,
	story: 17,
};

/** Height of a desktop browser's own bars, in CSS pixels. Assumed. */
const DESKTOP_BARS = 140;

/** Layouts change at these window widths, in CSS pixels, as in common frameworks. */
const [TABLET, DESKTOP] = [600, 1024];

/**
 * Returns the window of a maximised browser.
 *
 * @example
 * windowOf({ width: 1536, height: 864 }, "desktop"); // { width: 1536, height: 724 }
 */
export function windowOf(screen: Window, deviceClass: DeviceClass): Window {
	const bars = deviceClass === "desktop" ? DESKTOP_BARS : 0;
	return { width: screen.width, height: screen.height - bars };
}

/**
 * Returns the image slots of a page in a window. The layouts are assumptions based on common gallery
 * templates: a photo page has one photo fitted into the window above a strip of thumbnails; a gallery and
 * an overview are grids with more columns in wider windows; a story is one column of text and photos.
 *
 * @example
 * slotsOf("gallery", { width: 360, height: 800 }); // [{ width: 158, images: 24, isFitted: false }]
 */
export function slotsOf(page: PageKind, window: Window): readonly Slot[] {
	const slot = (width: number, images: number): Slot => ({ width, images, isFitted: false });
	const isPhone = window.width < TABLET;
	switch (page) {
		case "photo":
			return [{ width: window.width, images: 1, isFitted: true }, slot(80, 8)];
		case "gallery":
			if (isPhone) return [slot(columnWidth(window.width, 2, 16, 12), 24)];
			return [slot(columnWidth(window.width, window.width < DESKTOP ? 4 : 6, 24, 16), 24)];
		case "overview":
			if (isPhone) return [slot(window.width - 60, 12)];
			return [slot(columnWidth(window.width, window.width < DESKTOP ? 2 : 4, 24, 16), 12)];
		case "story":
			return [slot(Math.min(window.width - 20, 640), 8)];
	}
}

/**
 * Returns the width of a photo that is fitted into a window.
 *
 * @param aspect the photo's width to its height
 *
 * @example
 * fittedWidth({ width: 1536, height: 724 }, 1.5); // 1086
 */
export function fittedWidth(window: Window, aspect: number): number {
	return Math.min(window.width, window.height * aspect);
}

function columnWidth(window: number, columns: number, margin: number, gap: number): number {
	return (window - 2 * margin - (columns - 1) * gap) / columns;
}
