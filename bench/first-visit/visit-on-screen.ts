import type { Browser } from "playwright-core";
import type { Screen } from "../bytes/places.ts";

/** What a visitor waited for. */
export type ScreenVisit = {
	/** Milliseconds from the request for the page to the last byte of its last image. */
	readonly ms: number;
	readonly images: number;
};

/** Milliseconds; a busy machine cuts slowly. */
const MAX_VISIT_MS = 300_000;

/**
 * Visits a page with an empty cache, and waits until all images have arrived that the browser requests
 * without scrolling.
 *
 * @example
 * const { ms } = await visitOnScreen(browser, server.url, screen);
 */
export async function visitOnScreen(
	browser: Browser,
	address: string,
	{ width, height, dpr, kind }: Screen,
): Promise<ScreenVisit> {
	const isMobile = kind === "mobile";
	await using context = await browser.newContext({
		viewport: { width, height },
		deviceScaleFactor: dpr,
		...{ isMobile, hasTouch: isMobile },
	});
	const page = await context.newPage();
	await page.goto(address, { waitUntil: "networkidle", timeout: MAX_VISIT_MS });
	// Before the context is closed.
	return await page.evaluate(() => {
		const images = performance
			.getEntriesByType("resource")
			.filter(({ name }) => name.includes("/media/"));
		const ends = images.map((image) => Number(Reflect.get(image, "responseEnd")));
		return { ms: Math.max(0, ...ends), images: images.length };
	});
}
