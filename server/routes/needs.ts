import { parseNeedsReport } from "@widthwise/worker/needs/need.ts";
import { KEPT_DAYS, RECENT_DAYS } from "@widthwise/worker/needs/needs.ts";
import { Elysia, t } from "elysia";
import { countByWidth } from "widthwise";
import type { Services } from "../services.ts";
import { readSmallBody } from "../small-body.ts";

/** Bytes: a report of the most widths has less than half of it. */
const MOST_BYTES = 4000;

const tags = ["needed widths"];

const period = t.Object({
	days: t.Optional(
		t.Integer({
			minimum: 1,
			maximum: KEPT_DAYS,
			error: `Cannot parse days: must be 1 to ${KEPT_DAYS}`,
		}),
	),
});

/** `POST /api/needs`: the widths that a page's photos needed, as visitors' browsers report them; `GET /api/needs.csv`: their sums. */
export function needsRoutes({ gate, pipeline, needsCollector, metrics }: Services): Elysia {
	const app = new Elysia();

	async function take(request: Request): Promise<void> {
		gate.requireOwnPage(request);
		needsCollector.add(parseNeedsReport(await readSmallBody(request, MOST_BYTES)));
	}

	app.post(
		"/api/needs",
		async ({ request }) => {
			const hasRoom = needsCollector.hasRoom();
			if (hasRoom) {
				await take(request).catch((error) => {
					metrics.reported("refused");
					throw error;
				});
			}
			metrics.reported(hasRoom ? "taken" : "dropped");
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
			const counts = await pipeline.needs.histogram({ days });
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
				description: `Header width,count; widths in device pixels. days: 1 to ${KEPT_DAYS}, ${RECENT_DAYS} if not given.`,
				tags,
				security: [{ owner: [] }],
			},
		},
	);
	return app;
}
