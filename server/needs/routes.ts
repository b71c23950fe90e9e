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
import type { Metrics } from "../observe/metrics.ts";
import type { OwnerGate } from "../sign-in/gate.ts";
import { NEEDS_SCRIPT } from "./needs-script.tsx";

/** Bytes: a report of the most widths has less than half of it. */
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

/** `POST /api/needs`: the widths that a page's photos needed, as visitors' browsers report them; `GET /api/needs.csv`: their sums. */
export function needsRoutes(parts: {
	readonly gate: Pick<OwnerGate, "requireOwner" | "requireOwnPage">;
	readonly needs: Pick<Needs, "histogram">;
	readonly needsCollector: Pick<NeedsCollector, "canAdd" | "add" | "flush">;
	readonly metrics: Pick<Metrics, "reported">;
	readonly scripts: BrowserScripts;
}): Elysia {
	const { gate, needs, needsCollector, metrics, scripts } = parts;
	const app = new Elysia();
	app.use(scriptRoutes(scripts, NEEDS_SCRIPT));

	async function take(request: Request): Promise<void> {
		gate.requireOwnPage(request);
		needsCollector.add(parseNeedsReport(await readSmallBody(request, MAX_BYTES)));
	}

	app.post(
		"/api/needs",
		async ({ request }) => {
			const canAdd = needsCollector.canAdd();
			if (canAdd) {
				await take(request).catch((error) => {
					metrics.reported("refused");
					throw error;
				});
			}
			metrics.reported(canAdd ? "taken" : "dropped");
			// A sample more or less: nobody needs to know which.
			return new Response(null, { status: 204 });
		},
		{
			// Nothing may read a body before it is known to be short.
			parse: "none",
			detail: {
				summary: "Report needed widths",
				description:
					'Sent by our pages: { "slot": "grid" or "photo", "widths": [device pixels, ...] }. Counted without anything that tells visitors apart; more than the server has room for is dropped.',
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
				summary: "Needed widths of the last days, as a histogram",
				description: `Header width,count; widths in device pixels. days: 1 to ${RETENTION_DAYS}, ${RECENT_DAYS} if not given.`,
				tags,
				security: [{ owner: [] }],
			},
		},
	);
	return app;
}
