import type { Page } from "playwright-core";
import { chosen } from "./browser.ts";
import { signIn } from "./sign-in.ts";

/** Opens the upload page as the owner; waits until its script runs and receives events. */
export async function openUpload(page: Page): Promise<void> {
	if ((await page.context().cookies()).length === 0) await signIn(page);
	const listening = page.waitForResponse("**/api/events");
	await page.goto("/upload");
	await listening;
	await page.locator("#upload[data-is-live]").waitFor();
}

/** Chooses files with "Choose photos". */
export function choose(
	page: Page,
	...files: readonly (readonly [name: string, bytes: Uint8Array])[]
): Promise<void> {
	const input = page.getByLabel("Choose photos");
	return input.setInputFiles(files.map(([name, bytes]) => chosen(name, bytes)));
}

/** Locates a file's row in the list, at a stage if given. */
export function row(page: Page, name: string, stage?: string) {
	const isAt = stage === undefined ? "" : `[data-stage="${stage}"]`;
	return page.locator(`.row${isAt}`).filter({ has: page.getByText(name, { exact: true }) });
}
