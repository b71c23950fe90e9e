import { Elysia } from "elysia";
import type { Delivery } from "widthwise/internal";
import type { RequestLog } from "../observe/request-log.ts";

const PATH = "/media/:id/:name";

type Respond = Delivery["respond"];

/** The parts that answer requests for images. */
type Parts = {
	readonly delivery: Pick<Delivery, "respond">;
	readonly requests: Pick<RequestLog, "wrapImages">;
};

/**
 * The image routes for Bun's own router, which passes other paths on to Elysia: without Elysia, a
 * hit takes a tenth less processor time.
 */
export function directImageRoutes({
	delivery,
	requests,
}: Parts): Readonly<Record<string, Readonly<Record<"GET" | "HEAD", Respond>>>> {
	const respond = requests.wrapImages(PATH, delivery.respond);
	return { [PATH]: { GET: respond, HEAD: respond } };
}

/**
 * Serves `GET` and `HEAD /media/:id/:name`: images. Only Elysia's routes appear in the OpenAPI
 * file.
 */
export function imageRoutes({ delivery }: Pick<Parts, "delivery">): Elysia {
	const app = new Elysia();
	const detail = {
		summary: "Get an image at a width",
		description:
			"Query: width (1 to 10000), dpr (1 to 4), format (webp, jpeg or avif). Without a width: the master.",
		tags: ["images"],
	};
	app.get(PATH, ({ request }) => delivery.respond(request), { detail });
	app.head(PATH, ({ request }) => delivery.respond(request), { detail });
	return app;
}
