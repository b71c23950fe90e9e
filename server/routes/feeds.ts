import { Elysia } from "elysia";
import { formatAtom } from "../feeds/atom.ts";
import { formatSitemap, SITEMAP_ADDRESSES } from "../feeds/sitemap.ts";
import { ASSETS } from "../pages/assets.ts";
import type { Services } from "../services.ts";
import { siteOrigin } from "../site-origin.ts";
import { sendAllText } from "../text-response.ts";

const ENTRIES = 30;
const BATCH = 200;

/** What programs that read sites ask for: feed, sitemap, robots.txt, icon. */
export function feedRoutes({ config, pipeline }: Services): Elysia {
	const { catalogue } = pipeline;
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
		const photos = await Array.fromAsync(publishedPhotos());
		return text(
			formatSitemap(photos, siteOrigin(config, request), config),
			"application/xml; charset=utf-8",
		);
	});
	app.get("/robots.txt", ({ request }) => {
		const closed = ["/api/", "/admin/", "/upload", "/sign-in"].map((path) => `Disallow: ${path}`);
		const sitemap = `Sitemap: ${siteOrigin(config, request)}/sitemap.xml`;
		return text(["User-agent: *", ...closed, "", sitemap, ""].join("\n"), "text/plain");
	});
	// Asked for by browsers that do not read the page's head; those that matter draw SVG.
	// Not for ever: the icon's path changes with its content.
	app.get("/favicon.ico", () => Response.redirect(ASSETS.icon.path, 302));

	/** Newest first, what a visitor's feed reader needs of each, as many as one sitemap may name. */
	async function* publishedPhotos() {
		let cursor: string | null = null;
		let count = 0;
		do {
			const page = await catalogue.list({ cursor, limit: BATCH, publishedOnly: true });
			for (const { id, slug, updatedAt } of page.photos) {
				if (++count < SITEMAP_ADDRESSES) yield { id, slug, updatedAt };
			}
			cursor = page.cursor;
		} while (cursor !== null && count < SITEMAP_ADDRESSES);
	}
	return app;
}

function text(body: string, contentType: string): Response {
	return new Response(body, {
		headers: {
			"Content-Type": contentType,
			"Cache-Control": "public, max-age=300",
			"X-Content-Type-Options": "nosniff",
		},
	});
}
