import {
	type Needs,
	type NeedsCollector,
	parseNeedsReport,
	RECENT_DAYS,
	RETENTION_DAYS,
} from "@widthwise/worker/needs";
import { Elysia, t } from "elysia";
import { countByWidth } from "widthwise/buckets";
import { scriptRoutes } from "../frame/asset-routes.ts";
import type { BrowserScripts } from "../frame/browser-scripts.ts";
import { readSmallBody } from "../http/small-body.ts";
import type { Visitors } from "../http/visitors.ts";
import type { Metrics } from "../observe/metrics.ts";
import type { OwnerGate } from "../sign-in/gate.ts";
import { NEEDS_SCRIPT } from "./needs-script.tsx";

/** Bytes: a report with the maximum number of widths has less than half of this. */
const MAX_BYTES = 4000;

const tags = ["needed widths"];

const period = t.Object({
	days: t.Optional(
		t.Integer({
			minimum: 1,
			maximum: RETENTION_DAYS,
			error: `Cannot parse days: must be 1 to ${RETENTION_DAYS}`,
		}),
	),
});

/**
 * Serves `POST /api/needs` (visitors' reports of needed widths) and `GET /api/needs.csv` (a
 * histogram).
 */
export function needsRoutes(parts: {
	readonly gate: Pick<OwnerGate, "requireOwner" | "requireOwnPage">;
	readonly needs: Pick<Needs, "histogram">;
	readonly needsCollector: Pick<NeedsCollector, "canAdd" | "add" | "flush">;
	readonly metrics: Pick<Metrics, "reported">;
	readonly scripts: BrowserScripts;
	readonly visitors: Pick<Visitors, "networkOf">;
}): Elysia {
	const { gate, needs, needsCollector, metrics, scripts, visitors } = parts;
	const app = new Elysia();
	app.use(scriptRoutes(scripts, NEEDS_SCRIPT));

	async function addReport(request: Request): Promise<boolean> {
		gate.requireOwnPage(request);
		const report = parseNeedsReport(await readSmallBody(request, { maxBytes: MAX_BYTES }));
		return needsCollector.add(report, visitors.networkOf(request));
	}

	app.post(
		"/api/needs",
		async ({ request }) => {
			const isAdded =
				needsCollector.canAdd() &&
				(await addReport(request).catch((error) => {
					metrics.reported("refused");
					throw error;
				}));
			metrics.reported(isAdded ? "taken" : "dropped");
			// Pages need not know whether a report was counted or dropped.
			return new Response(null, { status: 204 });
		},
		{
			// Elysia would read a body of any size; readSmallBody limits it.
			parse: "none",
			detail: {
				summary: "Report needed widths",
				description:
					'Sent by this site\'s pages: { "slot": "grid" or "photo", "widths": [device pixels, ...] }. Nothing that identifies visitors is stored. One width of each report is counted, in steps of 16 pixels; reports above the limits are dropped.',
				tags,
			},
		},
	);
	app.get(
		"/api/needs.csv",
		async ({ request, query: { days = RECENT_DAYS } }) => {
			gate.requireOwner(request);
			await needsCollector.flush();
			const counts = await needs.histogram({ days });
			const rows = countByWidth(counts, Number.POSITIVE_INFINITY).map(
				({ width, count }) => `${width},${count}\n`,
			);
			return new Response(`width,count\n${rows.join("")}`, {
				headers: {
					"Content-Type": "text/csv; charset=utf-8",
					"Content-Disposition": 'attachment; filename="widths.csv"',
					"Cache-Control": "no-store",
				},
			});
		},
		{
			query: period,
			detail: {
				summary: "Get the histogram of needed widths",
				description: `CSV with the header width,count; widths in device pixels. days: 1 to ${RETENTION_DAYS}, default ${RECENT_DAYS}.`,
				tags,
				security: [{ owner: [] }],
			},
		},
	);
	return app;
}
