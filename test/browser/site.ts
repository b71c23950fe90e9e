import { afterAll, beforeAll } from "bun:test";
import type { BrowserContextOptions, Cookie } from "playwright-core";
import { makeNewData, type NewData, type RunningServer } from "../running-server.ts";
import { startServerInProcess } from "../server-in-process.ts";
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
	/** Stops the server while something changes its data, and starts it again, at another port. */
	stopFor<Result>(change: (data: NewData) => Promise<Result>): Promise<Result>;
};

/** Starts a site before a group's tests, and removes it after them. */
export function siteForTests(environment: Readonly<Record<string, string>> = {}): Site {
	let data: NewData | undefined;
	let server: RunningServer | undefined;
	const open = visitorsForTests();
	const start = ({ dataDir, environment: own }: NewData): Promise<RunningServer> =>
		startServerInProcess(dataDir, {
			PUBLIC_WORDS,
			ARCHIVE_ORDER: "uploaded",
			...own,
			...environment,
		});
	beforeAll(async () => {
		data = await makeNewData();
		server = await start(data);
	});
	afterAll(async () => {
		await server?.remove();
		await data?.remove();
	});
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
		async stopFor(change) {
			await running().close();
			if (!data) throw new Error("The site has no data");
			const result = await change(data);
			server = await start(data);
			return result;
		},
	};
}
