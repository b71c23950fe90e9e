import { Elysia } from "elysia";
import { WidthwiseError } from "widthwise";
import { errorResponse } from "../http/error-response.ts";
import type { Visitors } from "../http/visitors.ts";
import type { OwnerGate } from "../sign-in/gate.ts";
import type { Metrics } from "./metrics.ts";
import type { Readiness } from "./readiness.ts";

/** Serves `/healthz` (the process runs), `/readyz` (which parts are unavailable) and `/metrics` (for the
 * owner, and for programs on this machine). */
export function healthRoutes(parts: {
	readonly checkReadiness: () => Promise<Readiness>;
	readonly metrics: Pick<Metrics, "text" | "contentType">;
	/** Whether everybody may read the metrics. */
	readonly metricsAreOpen: boolean;
	readonly gate: Pick<OwnerGate, "requireOwner">;
	readonly visitors: Pick<Visitors, "isLocal">;
}): Elysia {
	const { metrics, metricsAreOpen, gate, visitors } = parts;
	const app = new Elysia();
	app.get("/healthz", () => ({ status: "ok" }), {
		detail: { summary: "Check that the server runs", tags: ["operation"] },
	});
	app.get(
		"/readyz",
		async () => {
			const { isStopping, missing } = await parts.checkReadiness();
			if (!isStopping && missing.length === 0) return Response.json({ status: "ready" });
			const unusable = missing.map(({ part }) => part).join(", ");
			const reason = isStopping ? "the server is stopping" : `cannot use ${unusable}`;
			return errorResponse(new WidthwiseError("unavailable", `Not ready: ${reason}`), { missing });
		},
		{ detail: { summary: "Check that the server can do its work", tags: ["operation"] } },
	);
	app.get(
		"/metrics",
		async ({ request }) => {
			if (!metricsAreOpen && !visitors.isLocal(request)) gate.requireOwner(request);
			const headers = { "Content-Type": metrics.contentType, "Cache-Control": "no-store" };
			return new Response(await metrics.text(), { headers });
		},
		{ detail: { summary: "Get the metrics, in the Prometheus text format", tags: ["operation"] } },
	);
	return app;
}
