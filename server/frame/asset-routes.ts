import { Elysia } from "elysia";
import { WidthwiseError } from "widthwise";
import { acceptsEncoding } from "../http/text-response.ts";
import { ASSETS_PATH, type Asset } from "./asset.ts";
import type { BrowserScript, BrowserScripts } from "./browser-scripts.ts";

/**
 * Routes that serve assets at their paths.
 *
 * @example
 * app.use(assetRoutes(STYLE));
 */
export function assetRoutes(...assets: readonly Asset[]): Elysia {
	const app = new Elysia({ detail: { hide: true } });
	for (const asset of assets) app.get(asset.path, ({ request }) => send(asset, request));
	return app;
}

/**
 * Routes that serve scripts, bundled at their first request. Paths of other versions of a script
 * are not found.
 *
 * @example
 * app.use(scriptRoutes(scripts, SCRIPT));
 */
export function scriptRoutes(scripts: BrowserScripts, ...served: readonly BrowserScript[]): Elysia {
	const app = new Elysia({ detail: { hide: true } });
	for (const script of served) {
		app.get(`${ASSETS_PATH}/:hash/${script.name}.js`, async ({ path, request }) => {
			const asset = await scripts.bundle(script);
			if (asset.path === path) return send(asset, request);
			throw new WidthwiseError("not-found", `Nothing found at ${path}`);
		});
	}
	return app;
}

function send(asset: Asset, request: Request): Response {
	const isSmaller = asset.gzip.length < asset.body.length;
	const isCompressed = isSmaller && acceptsEncoding(request, "gzip");
	return new Response(isCompressed ? asset.gzip : asset.body, {
		headers: {
			"Content-Type": asset.contentType,
			"Cache-Control": "public, max-age=31536000, immutable",
			"X-Content-Type-Options": "nosniff",
			Vary: "Accept-Encoding",
			...(isCompressed && { "Content-Encoding": "gzip" }),
		},
	});
}
