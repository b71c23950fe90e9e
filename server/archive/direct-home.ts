import type { SiteAddress } from "../http/site-origin.ts";
import type { RequestLog } from "../observe/request-log.ts";
import type { OwnerGate } from "../sign-in/gate.ts";
import { pageKey } from "./page-key.ts";
import type { VisitorsPages } from "./visitors-pages.ts";

type Respond = (request: Request) => Response | Promise<Response>;

const PATH = "/";

/**
 * The home page for Bun's own router, for visitors while the page is kept: without Elysia, it takes as
 * much processor time as a hit. A crowd's requests wait before anything else is done for them.
 *
 * @param otherwise answers all other requests for the path
 *
 * @example
 * const routes = directHomeRoutes(parts, (request) => app.fetch(request));
 */
export function directHomeRoutes(
	parts: {
		readonly gate: Pick<OwnerGate, "isOwner">;
		readonly site: SiteAddress;
		readonly visitorsPages: Pick<VisitorsPages, "known" | "turnstile">;
		readonly requests: Pick<RequestLog, "end">;
	},
	otherwise: Respond,
): Readonly<Record<string, Readonly<Record<"GET" | "HEAD", Respond>>>> {
	const { gate, site, visitorsPages, requests } = parts;

	function answer(request: Request, startedAt: number): Response | Promise<Response> {
		const origin = site.siteUrl ?? site.visitors.originOf(request);
		const page = isPlain(request) ? visitorsPages.known(pageKey(origin, null)) : undefined;
		if (!page || gate.isOwner(request)) return otherwise(request);
		return requests.end(request, PATH, startedAt, page.respond(request));
	}

	const respond: Respond = (request) => {
		const startedAt = performance.now();
		const turn = visitorsPages.turnstile();
		return turn === null ? answer(request, startedAt) : turn.then(() => answer(request, startedAt));
	};
	return { [PATH]: { GET: respond, HEAD: respond } };
}

/** Without a query. Bun leaves out scheme and host of a URL if the `Host` header is missing or invalid. */
function isPlain({ url }: Request): boolean {
	return !url.includes("?") && !url.startsWith("/");
}
