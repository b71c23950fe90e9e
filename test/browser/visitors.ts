import { afterAll, afterEach, beforeAll } from "bun:test";
import type { Browser, BrowserContextOptions } from "playwright-core";
import type { RunningServer } from "../running-server.ts";
import { sharedChromium } from "../services/shared.ts";
import { type Visit, visit } from "./browser.ts";

/** Opens an empty page as a new visitor; it is closed after the test. */
export type Open = (server: RunningServer, options?: BrowserContextOptions) => Promise<Visit>;

/** Connects a group's tests to the browser, and closes the pages of each test after it. */
export function visitorsForTests(): Open {
	let browser: Browser | undefined;
	const visits: Visit[] = [];
	beforeAll(async () => {
		browser = await sharedChromium();
	});
	afterEach(async () => {
		await Promise.all(visits.splice(0).map(({ close }) => close()));
	});
	afterAll(() => browser?.close());
	return async (server, options) => {
		if (!browser) throw new Error("The browser is not started yet");
		const visitor = await visit(browser, server, options);
		visits.push(visitor);
		return visitor;
	};
}
