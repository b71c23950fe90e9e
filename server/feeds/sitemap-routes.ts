import type { Catalogue, PhotoEvents } from "@widthwise/worker/catalogue";
import { Elysia } from "elysia";
import { keepText } from "../http/kept-text.ts";
import { type SiteAddress, siteOrigin } from "../http/site-origin.ts";
import type { ImageAddresses } from "../photos/photo-json.ts";
import { createCachedDocument } from "./cached-document.ts";
import { formatSitemap, MAX_SITEMAP_URLS } from "./sitemap.ts";

/** Stands for the site's origin in the document, if each request has its own. */
const ANY_ORIGIN = "http://origin.invalid";

/**
 * Serves `/sitemap.xml`. It is built once a minute at most, or after a photo was deleted, and compressed
 * once. Without `SITE_URL` the
 * origin is that of the request: then the document is not compressed, because visitors can send any
 * `Host`, and each would have to be compressed.
 */
export function sitemapRoutes(parts: {
	readonly catalogue: Pick<Catalogue, "links">;
	readonly events: Pick<PhotoEvents, "subscribe">;
	readonly site: SiteAddress & ImageAddresses;
}): Elysia {
	const { catalogue, events, site } = parts;
	const app = new Elysia({ detail: { hide: true } });
	const headers = {
		"Content-Type": "application/xml; charset=utf-8",
		"Cache-Control": `${site.siteUrl === undefined ? "private" : "public"}, max-age=300`,
		"X-Content-Type-Options": "nosniff",
	};
	const create = () =>
		createCachedDocument(async () => {
			// The home page is one of the URLs.
			const links = await catalogue.links(MAX_SITEMAP_URLS - 1);
			return keepText(formatSitemap(links, site.siteUrl ?? ANY_ORIGIN, site), headers);
		});
	let sitemap = create();
	const forget = () => {
		sitemap = create();
	};
	events.subscribe(({ status }) => {
		if (status === "removed") forget();
	}, forget);
	app.get("/sitemap.xml", async ({ request }) => {
		const document = await sitemap();
		if (site.siteUrl !== undefined) return document.respond(request);
		return new Response(document.text.replaceAll(ANY_ORIGIN, siteOrigin(site, request)), {
			headers,
		});
	});
	return app;
}
