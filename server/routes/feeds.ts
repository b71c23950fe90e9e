import { Elysia } from "elysia";
import { formatAtom } from "../feeds/atom.ts";
import { createKeptDocument } from "../feeds/kept-document.ts";
import { formatSitemap, SITEMAP_ADDRESSES } from "../feeds/sitemap.ts";
import { ASSETS } from "../pages/assets.ts";
import type { Services } from "../services.ts";
import { siteOrigin } from "../site-origin.ts";
import { sendAllText } from "../text-response.ts";

const ENTRIES = 30;

/** What programs that read sites ask for: feed, sitemap, robots.txt, icon. */
export function feedRoutes({ config, pipeline }: Services): Elysia {
	const { catalogue } = pipeline;
	// The home page is one of the addresses.
	const sitemap = createKeptDocument(async (origin) =>
		formatSitemap(await catalogue.links(SITEMAP_ADDRESSES - 1), origin, config),
	);
	const app = new Elysia({ detail: { hide: true } });
	app.mapResponse(sendAllText);
	app.get("/feed.atom", async ({ request }) => {
		const page = { cursor: null, limit: ENTRIES, publishedOnly: true };
		const { photos } = await catalogue.list(page);
		return text(
			formatAtom(photos, siteOrigin(config, request), config),
			"application/atom+xml; charset=utf-8",
		);
	});
	app.get("/sitemap.xml", async ({ request }) => {
		const document = await sitemap(siteOrigin(config, request));
		return text(document, "application/xml; charset=utf-8");
	});
	app.get("/robots.txt", ({ request }) => {
		const closed = ["/api/", "/admin/", "/upload", "/sign-in"].map((path) => `Disallow: ${path}`);
		const sitemap = `Sitemap: ${siteOrigin(config, request)}/sitemap.xml`;
		return text(["User-agent: *", ...closed, "", sitemap, ""].join("\n"), "text/plain");
	});
	// Asked for by browsers that do not read the page's head; those that matter draw SVG.
	// Not for ever: the icon's path changes with its content.
	app.get("/favicon.ico", () => Response.redirect(ASSETS.icon.path, 302));
	return app;
}

function text(body: string | Uint8Array<ArrayBuffer>, contentType: string): Response {
	return new Response(body, {
		headers: {
			"Content-Type": contentType,
			"Cache-Control": "public, max-age=300",
			"X-Content-Type-Options": "nosniff",
		},
	});
}
