import { createRecentlyUsed } from "widthwise/internal";
import { type KeptText, keepText } from "../http/kept-text.ts";
import { createNextFlight } from "../http/next-flight.ts";
import { createTurnstile, type Turnstile } from "../http/turnstile.ts";

/** Pages that all visitors share. Keys name them. */
export type VisitorsPages = {
	/** A page that is kept; `undefined` also if the database must be asked whether it has changed. */
	known(key: string): KeptText | undefined;
	/** Answers with a page, which is rendered unless it is kept. */
	respond(request: Request, key: string, render: () => Promise<Response>): Promise<Response>;
	/** The turnstile that answers must pass: a crowd gets them in small groups. */
	readonly turnstile: Turnstile;
};

type Page = {
	/** The state of the database from which it was rendered. */
	readonly state: string;
	readonly text: KeptText;
};

/** Each takes about 100 kB, with its encodings. */
const MAX_PAGES = 30;

/** Pages that a crowd gets between two looks at other requests. */
const PAGES_PER_TURN = 5;

/**
 * Keeps pages as long as the database stays the same. A page takes some sixty times as long as a hit: a
 * crowd would hold up all hits.
 *
 * @param stateNow names what the database contains; while it is the same, so are the pages
 *
 * @example
 * const pages = createVisitorsPages(catalogue.state);
 * return pages.respond(request, "/", () => render(null));
 */
export function createVisitorsPages(stateNow: () => string | Promise<string>): VisitorsPages {
	const kept = createRecentlyUsed<Page>({ maxSize: MAX_PAGES });
	const nextFlight = createNextFlight<Page>();
	const turnstile = createTurnstile(PAGES_PER_TURN);

	function ofState(key: string, state: string): Page | undefined {
		const page = kept.get(key);
		return page?.state === state ? page : undefined;
	}

	async function find(key: string, render: () => Promise<Response>): Promise<Page> {
		// Before the page is rendered: what changes meanwhile makes it outdated.
		const state = await stateNow();
		const known = ofState(key, state);
		if (known) return known;
		const response = await render();
		const headers = Object.fromEntries(response.headers);
		const rendered = { state, text: keepText(await response.text(), headers) };
		kept.set(key, rendered);
		return rendered;
	}

	return {
		known(key) {
			const state = stateNow();
			return typeof state === "string" ? ofState(key, state)?.text : undefined;
		},
		async respond(request, key, render) {
			const { text } = await nextFlight(key, () => find(key, render));
			await turnstile();
			return text.respond(request);
		},
		turnstile,
	};
}
