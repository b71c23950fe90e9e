import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { PATIENCE_MS } from "../patience.ts";
import type { RunningServer } from "../running-server.ts";

/** A phone and a large screen, as they describe themselves. */
export const PHONE = {
	viewport: { width: 390, height: 844 },
	deviceScaleFactor: 3,
	isMobile: true,
} as const;
export const DESKTOP = { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 2 } as const;

/** A page, and everything that went wrong on it. */
export type Visit = {
	readonly page: Page;
	/** Complaints of the console, scripts that threw, answers of 400 and above, foreign requests. */
	readonly problems: string[];
	/** Addresses of the photos that it requested, without the server's own. */
	readonly images: string[];
	/** Ends it at once; else it ends with the test. */
	close(): Promise<void>;
};

/** Opens an empty page of somebody who was never there before. */
export async function visit(
	browser: Browser,
	server: RunningServer,
	options: BrowserContextOptions = {},
): Promise<Visit> {
	const context = await browser.newContext({ baseURL: server.url, ...options });
	// For whatever further pages are opened in it, too.
	context.setDefaultTimeout(PATIENCE_MS);
	const page = await context.newPage();
	const problems: string[] = [];
	const images: string[] = [];
	page.on("console", (message) => {
		if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
	});
	page.on("pageerror", (error) => problems.push(error.message));
	page.on("request", (request) => {
		const url = new URL(request.url());
		if (url.protocol !== "data:" && url.origin !== server.url) problems.push(`foreign: ${url}`);
		if (url.pathname.startsWith("/media/")) images.push(url.pathname + url.search);
	});
	page.on("response", (response) => {
		if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
	});
	return { page, problems, images, close: () => context.close() };
}

/** A photo as a file input takes it. */
export function chosen(name: string, bytes: Uint8Array) {
	return { name, mimeType: "image/jpeg", buffer: Buffer.from(bytes) };
}

/** Does what leads to another page, or to the same one anew, and waits until it is there. */
export async function turnPage(page: Page, act: () => Promise<unknown>): Promise<void> {
	await Promise.all([page.waitForEvent("load"), act()]);
}
