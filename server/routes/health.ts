import { Elysia } from "elysia";
import { errorResponse } from "../error-response.ts";
import type { Services } from "../services.ts";

/** `/healthz`: the process answers; `/readyz`: it can do its work; `/metrics`: what it counted. */
export function healthRoutes({ pipeline, metrics }: Services): Elysia {
	const app = new Elysia();
	app.get("/healthz", () => ({ status: "ok" }), {
		detail: { summary: "Alive", tags: ["operation"] },
	});
	app.get(
		"/readyz",
		async () => {
			try {
				await pipeline.check();
				return Response.json({ status: "ready" });
			} catch (error) {
				return errorResponse(error);
			}
		},
		{ detail: { summary: "Ready to work", tags: ["operation"] } },
	);
	app.get(
		"/metrics",
		async () =>
			new Response(await metrics.text(), { headers: { "Content-Type": metrics.contentType } }),
		{ detail: { summary: "Counters, in the Prometheus text format", tags: ["operation"] } },
	);
	return app;
}
