import type { Page } from "playwright-core";

/**
 * Waits until a page takes keys and touches: its scripts have run, and it is on the screen. Before
 * that, the browser throws them away.
 */
export async function untilReady(page: Page): Promise<void> {
	await page.waitForLoadState("load");
	await page.waitForFunction(
		() => performance.getEntriesByName("first-contentful-paint").length > 0,
	);
}

/** Presses a key as a visitor does, who sees the page first. */
export async function pressKey(page: Page, key: string): Promise<void> {
	await untilReady(page);
	await page.keyboard.press(key);
}
