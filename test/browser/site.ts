import { afterAll, beforeAll } from "bun:test";
import type { BrowserContextOptions, Cookie } from "playwright-core";
import { type RunningServer, startNewServer } from "../running-server.ts";
import type { Visit } from "./browser.ts";
import { signIn } from "./sign-in.ts";
import { visitorsForTests } from "./visitors.ts";

/** Then photos are named by their file names, and details show every word. */
const PUBLIC_WORDS = "title,caption,keywords,names,filename";

/** A server, and a browser that opens its pages. */
export type Site = {
	readonly server: RunningServer;
	/** Opens an empty page as a new visitor; it is closed after the test. */
	open(options?: BrowserContextOptions): Promise<Visit>;
	/** As `open`, signed in: with the form of the page the first time, then in the same session. */
	openAsOwner(options?: BrowserContextOptions): Promise<Visit>;
};

/** Starts a site before a group's tests, and removes it after them. */
export function siteForTests(environment: Readonly<Record<string, string>> = {}): Site {
	let server: RunningServer | undefined;
	const open = visitorsForTests();
	beforeAll(async () => {
		server = await startNewServer({ PUBLIC_WORDS, ARCHIVE_ORDER: "uploaded", ...environment });
	});
	afterAll(() => server?.remove());
	const running = (): RunningServer => {
		if (!server) throw new Error("The site is not started yet");
		return server;
	};
	let session: { readonly cookies: Cookie[]; readonly origins: [] } | undefined;
	async function openAsOwner(options: BrowserContextOptions = {}): Promise<Visit> {
		if (session) return open(running(), { ...options, storageState: session });
		const visitor = await open(running(), options);
		await signIn(visitor.page);
		session = { cookies: await visitor.page.context().cookies(), origins: [] };
		return visitor;
	}
	return {
		get server() {
			return running();
		},
		open: (options) => open(running(), options),
		openAsOwner,
	};
}
