import type { ArchiveOrder, Catalogue } from "@widthwise/worker/catalogue";
import { Elysia, t } from "elysia";
import { scriptRoutes } from "../frame/asset-routes.ts";
import type { BrowserScripts } from "../frame/browser-scripts.ts";
import { page, type Site } from "../frame/layout.tsx";
import type { SiteAddress } from "../http/site-origin.ts";
import { sendText } from "../http/text-response.ts";
import { needsScript } from "../needs/needs-script.tsx";
import type { OwnerGate } from "../sign-in/gate.ts";
import { homePage } from "./home.tsx";
import { HomeHead, type HomeHeadProps } from "./home-head.tsx";
import { pageKey } from "./page-key.ts";
import type { VisitorsPages } from "./visitors-pages.ts";

const PHOTOS_PER_PAGE = 60;

const SCRIPT = { name: "archive", entry: new URL("./browser/main.ts", import.meta.url) };

/** Updates the owner's page while photos are published. */
const LIVE_SCRIPT = { name: "live", entry: new URL("./browser/live.ts", import.meta.url) };

/** Serves `/`: all photos, newest first. */
export function archiveRoutes(parts: {
	readonly catalogue: Pick<Catalogue, "list">;
	readonly gate: Pick<OwnerGate, "isOwner">;
	readonly site: Site &
		SiteAddress &
		HomeHeadProps["site"] & { readonly archiveOrder: ArchiveOrder };
	readonly scripts: BrowserScripts;
	readonly visitorsPages: VisitorsPages;
	/** One page view in this many reports its needed widths; 0: none. */
	readonly needsSample: number;
}): Elysia {
	const { catalogue, gate, site, scripts, visitorsPages, needsSample } = parts;
	const app = new Elysia({ detail: { hide: true } });
	app.use(scriptRoutes(scripts, SCRIPT, LIVE_SCRIPT));

	async function render(
		isOwner: boolean,
		cursor: string | null,
		origin: string | null,
	): Promise<Response> {
		const photos = await catalogue.list({
			cursor,
			limit: PHOTOS_PER_PAGE,
			publishedOnly: !isOwner,
			order: site.archiveOrder,
		});
		const { content, styles, months } = homePage(photos, site);
		const pageScripts = isOwner ? [SCRIPT, LIVE_SCRIPT] : [SCRIPT];
		const frame = {
			title: null,
			isOwner,
			site,
			scripts: await Promise.all(pageScripts.map(scripts.bundle)),
			styles,
			head: (
				<>
					{origin !== null && <HomeHead {...{ months, cursor, origin, site }} />}
					{await needsScript(scripts, { slot: "grid", oneIn: needsSample, isOwner })}
				</>
			),
		};
		return page(frame, content);
	}

	async function respond(request: Request, cursor: string | null): Promise<Response> {
		// Clients of HTTP/1.0 may name no host.
		const origin = site.siteUrl ?? site.visitors.originOf(request);
		if (gate.isOwner(request)) return sendText(request, await render(true, cursor, origin));
		const key = pageKey(origin, cursor);
		return visitorsPages.respond(request, key, () => render(false, cursor, origin));
	}

	const query = t.Object({ cursor: t.Optional(t.String()) });
	app.get("/", ({ request, query: { cursor = null } }) => respond(request, cursor), { query });
	app.head("/", ({ request, query: { cursor = null } }) => respond(request, cursor), { query });
	return app;
}
