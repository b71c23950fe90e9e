import { createRecentlyUsed } from "widthwise/internal";
import { type KeptText, keepText } from "../http/kept-text.ts";
import { createNextFlight } from "../http/next-flight.ts";
import { createTurnstile } from "../http/turnstile.ts";

/**
 * Answers with a page that all visitors share.
 *
 * @param key names the page
 */
export type VisitorsPages = (
	request: Request,
	key: string,
	render: () => Promise<Response>,
) => Promise<Response>;

type Page = {
	/** The state of the database from which it was rendered. */
	readonly state: string;
	readonly text: KeptText;
	readonly headers: Readonly<Record<string, string>>;
};

/** Each takes about 100 kB, with its encodings. */
const MAX_PAGES = 30;

/** Pages that a crowd gets between two looks at other requests: half a millisecond of work. */
const PAGES_PER_TURN = 5;

/**
 * Keeps pages as long as the database stays the same. A page takes some sixty times as long as a hit: a
 * crowd would hold up all hits.
 *
 * @param stateNow names what the database contains; while it is the same, so are the pages
 *
 * @example
 * const pages = createVisitorsPages(catalogue.state);
 * return pages(request, "/", () => render(null));
 */
export function createVisitorsPages(stateNow: () => Promise<string>): VisitorsPages {
	const kept = createRecentlyUsed<Page>({ maxSize: MAX_PAGES });
	const nextFlight = createNextFlight<Page>();
	const turnstile = createTurnstile(PAGES_PER_TURN);

	async function find(key: string, render: () => Promise<Response>): Promise<Page> {
		// Before the page is rendered: what changes meanwhile makes it outdated.
		const state = await stateNow();
		const known = kept.get(key);
		if (known?.state === state) return known;
		const response = await render();
		const headers = Object.fromEntries(response.headers);
		const rendered = { state, text: keepText(await response.text()), headers };
		kept.set(key, rendered);
		return rendered;
	}

	return async (request, key, render) => {
		const { text, headers } = await nextFlight(key, () => find(key, render));
		await turnstile();
		return text.respond(request, headers);
	};
}
