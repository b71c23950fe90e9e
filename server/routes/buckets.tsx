import { RECENT_DAYS } from "@widthwise/worker/needs/needs.ts";
import { Elysia } from "elysia";
import { adviseBuckets } from "../bucket-advice.ts";
import { signInFirst } from "../owner/sign-in-first.ts";
import { ASSETS } from "../pages/assets.ts";
import { BucketsPage } from "../pages/buckets.tsx";
import { page } from "../pages/layout.tsx";
import type { Services } from "../services.ts";
import { sendAllText } from "../text-response.ts";

/** `/admin/buckets`: what today's buckets cost visitors, and which would cost less; for the owner alone. */
export function bucketsRoutes({
	config,
	gate,
	pipeline,
	needsCollector,
	metrics,
}: Services): Elysia {
	const app = new Elysia({ detail: { hide: true } });
	app.mapResponse(sendAllText);
	app.get("/admin/buckets", async ({ request }) => {
		if (!gate.isOwner(request)) return signInFirst(request);
		await needsCollector.flush();
		const needs = await pipeline.needs.histogram({ days: RECENT_DAYS });
		const { buckets, needsSample } = config;
		return page(
			{
				title: "Buckets",
				isOwner: true,
				site: config,
				head: (
					<>
						<link rel="stylesheet" href={ASSETS.desk.path} />
						<link rel="stylesheet" href={ASSETS.buckets.path} />
					</>
				),
			},
			<BucketsPage
				needs={needs}
				days={RECENT_DAYS}
				needsSample={needsSample}
				buckets={buckets}
				advice={adviseBuckets(needs, buckets)}
				tallies={metrics.tallies()}
			/>,
		);
	});
	return app;
}
