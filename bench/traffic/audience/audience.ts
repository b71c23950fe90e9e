import type { WidthCount } from "widthwise/buckets";
import { neededWidth } from "widthwise/url";
import {
	fittedWidth,
	PAGE_KINDS,
	PAGE_SHARES,
	type PageKind,
	slotsOf,
	type Window,
	windowOf,
} from "./layout.ts";
import { oddWidths } from "./odd-widths.ts";
import { CLASS_SHARES, DEVICE_CLASSES, type DeviceClass, screensOf } from "./screens.ts";

/** The model of visitors and pages. */
export type Audience = {
	/** Shares of device classes, in any unit. */
	readonly classes: Readonly<Record<DeviceClass, number>>;
	/** Shares of page views, in any unit. */
	readonly pages: Readonly<Record<PageKind, number>>;
	/** Factors for the slot widths of different sites, relative to the model; one for each site. */
	readonly siteScales: readonly number[];
	/** Share of photos in portrait orientation, 0 to 1. */
	readonly portraits: number;
	/** Width to height of landscape photos; portraits have the inverse. */
	readonly aspect: number;
	/** Share of requests, 0 to 1, at odd widths. */
	readonly oddShare: number;
};

/** The default audience; the README lists the sources. */
export const DEFAULT_AUDIENCE: Audience = {
	classes: CLASS_SHARES,
	pages: PAGE_SHARES,
	siteScales: [0.85, 0.9, 0.95, 1, 1.05, 1.1, 1.15],
	portraits: 0.25,
	aspect: 1.5,
	oddShare: 0.03,
};

/**
 * Computes how often each width is needed, in device pixels: the model's exact expectation, without
 * random draws. Counts add up to 1.
 *
 * @example
 * const list = optimalBuckets(neededWidths(DEFAULT_AUDIENCE), 10, { grid: 32 });
 */
export function neededWidths(audience: Audience): readonly WidthCount[] {
	const counts = new Map<number, number>();
	const add = (width: number, count: number): void =>
		void counts.set(width, (counts.get(width) ?? 0) + count);
	for (const { width, count } of slotWidths(audience)) add(width, count);
	const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
	for (const [width, count] of counts) counts.set(width, ((1 - audience.oddShare) * count) / total);
	for (const { width, count } of oddWidths(audience.oddShare)) add(width, count);
	return [...counts].map(([width, count]) => ({ width, count })).sort((a, b) => a.width - b.width);
}

function slotWidths(audience: Audience): readonly WidthCount[] {
	const rows: WidthCount[] = [];
	for (const deviceClass of DEVICE_CLASSES) {
		const screens = screensOf(deviceClass);
		const all = screens.reduce((sum, { share }) => sum + share, 0);
		for (const screen of screens) {
			const share = (audience.classes[deviceClass] * screen.share) / all;
			for (const { width, count } of windowWidths(audience, windowOf(screen, deviceClass))) {
				rows.push({ width: deviceWidth(width, screen.dpr), count: share * count });
			}
		}
	}
	return rows;
}

/** An image's layout width in CSS pixels, and how often it occurs in one window. */
export type LaidOut = { readonly width: number; readonly count: number };

/**
 * Returns the widths of images in one window, in CSS pixels, possibly fractional.
 *
 * @example
 * windowWidths(DEFAULT_AUDIENCE, { width: 1376, height: 760 });
 */
export function windowWidths(audience: Audience, window: Window): readonly LaidOut[] {
	return PAGE_KINDS.flatMap((page) =>
		slotsOf(page, window).flatMap(({ width, images, isFitted }) => {
			const { aspect, portraits, siteScales } = audience;
			const count = audience.pages[page] * images;
			if (!isFitted) {
				return siteScales.map((scale) => ({
					width: Math.min(window.width, width * scale),
					count: count / siteScales.length,
				}));
			}
			return [
				{ width: fittedWidth(window, aspect), count: count * (1 - portraits) },
				{ width: fittedWidth(window, 1 / aspect), count: count * portraits },
			];
		}),
	);
}

/**
 * Returns the device pixels that a page requests for an image of a CSS width: whole CSS pixels times a
 * DPR of at most 4, rounded up.
 *
 * @example
 * deviceWidth(298.7, 1.25); // 374
 */
export function deviceWidth(cssWidth: number, dpr: number): number {
	return neededWidth(Math.max(1, Math.ceil(cssWidth)), Math.min(4, Math.max(1, dpr)));
}
