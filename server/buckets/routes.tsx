import { type Needs, type NeedsCollector, RECENT_DAYS } from "@widthwise/worker/needs";
import { Elysia } from "elysia";
import { type WidthBuckets, WidthwiseError } from "widthwise";
import { assetRoutes } from "../frame/asset-routes.ts";
import { page, type Site } from "../frame/layout.tsx";
import { OWNER_CSS, styleSheet } from "../frame/style-sheet.ts";
import { sendAllText } from "../http/text-response.ts";
import type { Metrics } from "../observe/metrics.ts";
import type { OwnerGate } from "../sign-in/gate.ts";
import { redirectToSignIn } from "../sign-in/redirect-to-sign-in.ts";
import { adviseBuckets } from "./bucket-advice.ts";
import { BucketsPage } from "./buckets-page.tsx";
import type { ShownEdgeLog } from "./edge-images.tsx";
import type { EdgeLog } from "./edge-log.ts";

const STYLE = styleSheet("buckets.css", [OWNER_CSS, new URL("./buckets.css", import.meta.url)]);

/**
 * Serves `/admin/buckets`: the owner's page about what today's buckets cost and which would cost
 * less.
 */
export function bucketsRoutes(parts: {
	readonly gate: Pick<OwnerGate, "isOwner">;
	readonly needs: Pick<Needs, "histogram">;
	readonly needsCollector: Pick<NeedsCollector, "flush" | "sources">;
	readonly metrics: Pick<Metrics, "tallies">;
	readonly site: Site & { readonly buckets: WidthBuckets };
	readonly needsSample: number;
	/** `null`: no edge in front of the server has a log. */
	readonly edgeLog: EdgeLog | null;
}): Elysia {
	const { gate, needs, needsCollector, metrics, site, needsSample, edgeLog } = parts;
	const app = new Elysia({ detail: { hide: true } });
	app.use(assetRoutes(STYLE));
	app.mapResponse(sendAllText);
	app.get("/admin/buckets", async ({ request }) => {
		if (!gate.isOwner(request)) return redirectToSignIn(request);
		await needsCollector.flush();
		const counts = await needs.histogram({ days: RECENT_DAYS });
		const { buckets } = site;
		return page(
			{ title: "Buckets", isOwner: true, site, styleSheets: [STYLE] },
			<BucketsPage
				needs={counts}
				days={RECENT_DAYS}
				needsSample={needsSample}
				buckets={buckets}
				advice={adviseBuckets(counts, buckets)}
				tallies={metrics.tallies()}
				sources={needsCollector.sources()}
				edgeLog={edgeLog && (await readEdgeLog(edgeLog))}
			/>,
		);
	});
	return app;
}

/** A log that is missing or rotated at this moment must not hide the rest of the page. */
async function readEdgeLog(log: EdgeLog): Promise<ShownEdgeLog> {
	try {
		return await log.read();
	} catch (error) {
		if (!(error instanceof WidthwiseError)) throw error;
		return { problem: error.message };
	}
}
