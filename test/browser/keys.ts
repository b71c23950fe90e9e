import type { Page } from "playwright-core";

/**
 * Waits until a page receives keys and touches: its scripts have run, and it has been painted.
 * Before that, the browser discards them.
 */
export async function untilReady(page: Page): Promise<void> {
	await page.waitForLoadState("load");
	await page.waitForFunction(
		() => performance.getEntriesByName("first-contentful-paint").length > 0,
	);
}

/** Presses a key once the page is ready. */
export async function pressKey(page: Page, key: string): Promise<void> {
	await untilReady(page);
	await page.keyboard.press(key);
}
