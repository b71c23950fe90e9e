import { Elysia } from "elysia";
import type { Delivery } from "widthwise";

const PATH = "/media/:id/:name";

type Respond = Delivery["respond"];

/** What answers requests for images. */
type Parts = { readonly delivery: Pick<Delivery, "respond"> };

/**
 * The images for Bun's own router, which asks Elysia for what it does not know: a hit takes a tenth
 * less processor time when nothing is made for it but the answer.
 */
export function directImageRoutes({
	delivery,
}: Parts): Readonly<Record<string, Readonly<Record<"GET" | "HEAD", Respond>>>> {
	return { [PATH]: { GET: delivery.respond, HEAD: delivery.respond } };
}

/** `GET` and `HEAD /media/:id/:name`: the images. */
export function imageRoutes({ delivery }: Parts): Elysia {
	const app = new Elysia();
	const detail = {
		summary: "An image at a width",
		description:
			"Query: width (1 to 10000), dpr (1 to 4), format (webp, jpeg or avif). Without a width: the master.",
		tags: ["images"],
	};
	app.get(PATH, ({ request }) => delivery.respond(request), { detail });
	app.head(PATH, ({ request }) => delivery.respond(request), { detail });
	return app;
}
