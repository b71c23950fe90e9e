import type { MissingPart } from "@widthwise/worker/outages";
import { Elysia } from "elysia";
import { WidthwiseError } from "widthwise";
import { errorResponse } from "../http/error-response.ts";
import type { Metrics } from "./metrics.ts";

/** `/healthz`: the process answers; `/readyz`: it can do its work, or which parts are missing; `/metrics`: what it counted. */
export function healthRoutes(parts: {
	/** What cannot be used right now. */
	readonly missing: () => Promise<readonly MissingPart[]>;
	readonly metrics: Pick<Metrics, "text" | "contentType">;
}): Elysia {
	const { metrics } = parts;
	const app = new Elysia();
	app.get("/healthz", () => ({ status: "ok" }), {
		detail: { summary: "Alive", tags: ["operation"] },
	});
	app.get(
		"/readyz",
		async () => {
			const missing = await parts.missing();
			if (missing.length === 0) return Response.json({ status: "ready" });
			const names = missing.map(({ part }) => part).join(", ");
			const error = new WidthwiseError("unavailable", `Not ready, for want of: ${names}`);
			return errorResponse(error, { missing });
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
