import type { Catalogue, PhotoEvents } from "@widthwise/worker/catalogue";
import { Elysia } from "elysia";
import { ICON } from "../frame/asset.ts";
import { type SiteAddress, siteOrigin } from "../http/site-origin.ts";
import { sendAllText } from "../http/text-response.ts";
import type { ImageAddresses } from "../photos/photo-json.ts";
import { forVisitors } from "../photos/shown-photo.ts";
import { formatAtom } from "./atom.ts";
import { sitemapRoutes } from "./sitemap-routes.ts";

const ENTRIES = 30;

/** Serves the Atom feed, the sitemap, robots.txt and `/favicon.ico`. */
export function feedRoutes(parts: {
	readonly catalogue: Pick<Catalogue, "links" | "list">;
	readonly events: Pick<PhotoEvents, "subscribe">;
	readonly site: SiteAddress & ImageAddresses & { readonly siteName: string };
}): Elysia {
	const { catalogue, site } = parts;
	const app = new Elysia({ detail: { hide: true } });
	app.use(sitemapRoutes(parts));
	app.mapResponse(sendAllText);
	app.get("/feed.atom", async ({ request }) => {
		// Readers show what is new since their last look.
		const page = { cursor: null, limit: ENTRIES, publishedOnly: true, order: "uploaded" } as const;
		const { photos } = await catalogue.list(page);
		const shown = photos.map((photo) => forVisitors(photo, site.publicWords));
		return text(
			site,
			formatAtom(shown, siteOrigin(site, request), site),
			"application/atom+xml; charset=utf-8",
		);
	});
	app.get("/robots.txt", ({ request }) => {
		const rules = ["/api/", "/admin/", "/upload", "/sign-in"].map((path) => `Disallow: ${path}`);
		const sitemap = `Sitemap: ${siteOrigin(site, request)}/sitemap.xml`;
		return text(site, ["User-agent: *", ...rules, "", sitemap, ""].join("\n"), "text/plain");
	});
	// For browsers that ignore the page's icon link. The redirect is temporary, because the icon's
	// path changes with its content.
	app.get("/favicon.ico", () => Response.redirect(ICON.path, 302));
	return app;
}

/** Without `SITE_URL`, a document has the `Host` of its request in it, and may not be cached for others. */
function text(
	{ siteUrl }: Pick<SiteAddress, "siteUrl">,
	body: string,
	contentType: string,
): Response {
	return new Response(body, {
		headers: {
			"Content-Type": contentType,
			"Cache-Control": `${siteUrl === undefined ? "private" : "public"}, max-age=300`,
			"X-Content-Type-Options": "nosniff",
		},
	});
}
