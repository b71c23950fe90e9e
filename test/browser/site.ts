import { afterAll, beforeAll } from "bun:test";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { type RunningServer, startServer, temporaryFolder } from "../running-server.ts";
import { sharedChromium } from "../services/shared.ts";
import { type Visit, visit } from "./browser.ts";

/** A server and a browser to look at it with. */
export type Site = {
	readonly server: RunningServer;
	/** Opens an empty page of somebody who was never there before. */
	open(options?: BrowserContextOptions): Promise<Visit>;
};

/** Starts a site before a group's tests and ends it after them. */
export function siteForTests(environment: Readonly<Record<string, string>> = {}): Site {
	let server: RunningServer | undefined;
	let browser: Browser | undefined;
	beforeAll(async () => {
		server = await startServer(await temporaryFolder(), environment);
		browser = await sharedChromium();
	});
	afterAll(async () => {
		await browser?.close();
		await server?.remove();
	});
	const running = (): RunningServer => {
		if (!server) throw new Error("The site is not started yet");
		return server;
	};
	return {
		get server() {
			return running();
		},
		open(options) {
			if (!browser) throw new Error("The browser is not started yet");
			return visit(browser, running(), options);
		},
	};
}
