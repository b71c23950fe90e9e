import { Elysia } from "elysia";
import type { Services } from "../services.ts";

/** `GET` and `HEAD /media/:id/:name`: the images. */
export function mediaRoutes({ delivery }: Services): Elysia {
	const app = new Elysia();
	const detail = {
		summary: "An image at a width",
		description:
			"Query: width (1 to 10000), dpr (1 to 4), format (webp, jpeg or avif). Without a width: the master.",
		tags: ["images"],
	};
	app.get("/media/:id/:name", ({ request }) => delivery.respond(request), { detail });
	app.head("/media/:id/:name", ({ request }) => delivery.respond(request), { detail });
	return app;
}
