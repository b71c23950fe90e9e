import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { PATIENCE_MS } from "../patience.ts";
import type { RunningServer } from "../running-server.ts";

/** A phone, a large screen, and one of twice the pixels, which take four times as long to draw. */
export const PHONE = {
	viewport: { width: 390, height: 844 },
	deviceScaleFactor: 3,
	isMobile: true,
} as const;
export const DESKTOP = { viewport: { width: 1440, height: 900 } } as const;
export const DENSE_DESKTOP = { ...DESKTOP, deviceScaleFactor: 2 } as const;

/** A page in its own browser context, and everything that went wrong on it. */
export type Visit = {
	readonly page: Page;
	/** Console errors and warnings, exceptions, responses of 400 and above, third-party requests. */
	readonly problems: string[];
	/** Paths of the images that it requested, with their queries. */
	readonly images: string[];
	/** Closes it at once. */
	close(): Promise<void>;
};

/** Opens an empty page as a new visitor. */
export async function visit(
	browser: Browser,
	server: Pick<RunningServer, "url">,
	options: BrowserContextOptions = {},
): Promise<Visit> {
	const context = await browser.newContext({ baseURL: server.url, ...options });
	// Also applies to further pages in this context.
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
		if (url.protocol !== "data:" && url.origin !== server.url) problems.push(`third party: ${url}`);
		if (url.pathname.startsWith("/media/")) images.push(url.pathname + url.search);
	});
	page.on("response", (response) => {
		if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
	});
	return { page, problems, images, close: () => context.close() };
}

/** A photo for a file input. */
export function chosen(name: string, bytes: Uint8Array) {
	return { name, mimeType: "image/jpeg", buffer: Buffer.from(bytes) };
}

/** Does something that loads a page, and waits until it has loaded. */
export async function loadPage(page: Page, act: () => Promise<unknown>): Promise<void> {
	await Promise.all([page.waitForEvent("load"), act()]);
}
