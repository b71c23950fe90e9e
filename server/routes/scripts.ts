import { Elysia } from "elysia";
import { WidthwiseError } from "widthwise";
import { SCRIPTS_PATH } from "../browser-scripts.ts";
import type { Services } from "../services.ts";
import { takesEncoding } from "../text-response.ts";

/** `/scripts/:hash/:name`: the bundled scripts of the owner's pages. */
export function scriptRoutes({ scripts }: Services): Elysia {
	const app = new Elysia({ detail: { hide: true } });
	app.get(`${SCRIPTS_PATH}/:hash/:name`, async ({ path, request }) => {
		const script = await scripts.at(path);
		if (!script) throw new WidthwiseError("not-found", `Nothing is at ${path}`);
		const isSmall = takesEncoding(request, "gzip");
		return new Response(isSmall ? script.gzip : script.body, {
			headers: {
				"Content-Type": script.contentType,
				"Cache-Control": "public, max-age=31536000, immutable",
				"X-Content-Type-Options": "nosniff",
				Vary: "Accept-Encoding",
				...(isSmall && { "Content-Encoding": "gzip" }),
			},
		});
	});
	return app;
}
