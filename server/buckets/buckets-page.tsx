import type { NeedCount, NeedsSources } from "@widthwise/worker/needs";
import type { VNode } from "preact";
import type { WidthBuckets } from "widthwise";
import { type Analysis, isWorthwhile } from "widthwise/tuning";
import { DeskNav } from "../frame/desk-nav.tsx";
import type { BucketTally } from "../observe/image-counters.ts";
import { widestCounted } from "./bucket-advice.ts";
import { EdgeImagesSection, type ShownEdgeLog } from "./edge-images.tsx";
import { BucketsPlot } from "./plot.tsx";
import { ListsTable, SentTable } from "./tables.tsx";

/** Below this, the sample is too small to act on. */
const MIN_SAMPLE = 1000;

/** Below this, a few visitors decide what is recommended. */
const MIN_NETWORKS = 10;

/** What the buckets page shows. */
export type BucketsPageProps = {
	/** The needed widths of the last `days` days. */
	readonly needs: readonly NeedCount[];
	readonly days: number;
	/** One page view in this many reports its widths; 0: none. */
	readonly needsSample: number;
	readonly buckets: WidthBuckets;
	/** `null` if no widths were reported. */
	readonly advice: Analysis | null;
	readonly tallies: readonly BucketTally[];
	/** Where today's reports come from. */
	readonly sources: NeedsSources;
	/** `null`: there is none. */
	readonly edgeLog: ShownEdgeLog | null;
};

/**
 * The owner's page about buckets: which widths visitors needed, what today's buckets cost, which
 * buckets would cost less, and what was sent.
 *
 * @example
 * page({ title: "Buckets", isOwner: true, site }, <BucketsPage {...props} />);
 */
export function BucketsPage(props: BucketsPageProps): VNode {
	const { advice, buckets, tallies, edgeLog } = props;
	return (
		<main id="content" class="desk buckets">
			<h1>Buckets</h1>
			<DeskNav here="/admin/buckets" />
			<p>Images are cut at these widths, in pixels: {buckets.join(", ")}.</p>
			<h2>Needed widths</h2>
			<Sources {...props} />
			{advice ? <NeededWidths {...props} advice={advice} /> : <NoReports {...props} />}
			<h2>Images sent since the server started</h2>
			{tallies.length > 0 && <SentTable tallies={tallies} />}
			<p class="quiet">
				{tallies.length === 0 ? "None yet. " : ""}
				Overshoot here is relative to the width in each image’s URL, which on this site’s pages is
				already a bucket. Images that an edge or a CDN’s cache sent are not counted.
			</p>
			{edgeLog && <EdgeImagesSection log={edgeLog} />}
		</main>
	);
}

/** Few networks may be few visitors, or somebody who makes reports up. */
function Sources({ sources: { reports, networks, largest } }: BucketsPageProps): VNode | null {
	if (reports === 0) return null;
	const isFew = networks < MIN_NETWORKS || largest * MIN_NETWORKS > reports;
	return (
		<p class={isFew ? "notice" : "quiet"}>
			Page views reported today, since the server started: {reports}, from {networks} networks; at
			most {largest} from one.
			{isFew && " So few sources may not be typical of your visitors."}
		</p>
	);
}

function NeededWidths({
	needs,
	days,
	buckets,
	advice,
}: BucketsPageProps & { readonly advice: Analysis }): VNode {
	const { requests, recommended } = advice;
	const widest = widestCounted(buckets);
	return (
		<>
			<p>
				Photos viewed in the last {days} days: {requests.toLocaleString("en")}. Widths are in device
				pixels; widths above {widest} count as {widest}.
				{requests < MIN_SAMPLE &&
					" This is a small sample: wait for more views before you act on it."}
			</p>
			<BucketsPlot needs={needs} today={buckets} recommended={recommended.buckets} />
			<h2>Comparison</h2>
			<ListsTable advice={advice} />
			<p class="quiet">
				Overshoot is the area of the pixels sent beyond those needed. The recommended list has{" "}
				{recommended.buckets.length} buckets because {advice.why}.
			</p>
			<h2>Recommended change</h2>
			<Change advice={advice} />
			<p>
				<a href="/api/needs.csv" download="widths.csv">
					Download the widths (CSV)
				</a>{" "}
				for <code>npm run bench tune -- --histogram widths.csv --grid 32</code>, which also weighs
				bytes, misses and other lists.
			</p>
		</>
	);
}

function Change({ advice }: { readonly advice: Analysis }): VNode {
	if (!isWorthwhile(advice)) {
		return (
			<p>
				None. The recommended list would save less than 2 % of what visitors need, and every variant
				would have to be cut again.
			</p>
		);
	}
	const { buckets } = advice.recommended;
	const list = buckets.join(",");
	return (
		<dl>
			<dt>Server environment</dt>
			<dd>
				<code>WIDTH_BUCKETS={list}</code>
			</dd>
			<dt>Edge functions, if you use them</dt>
			<dd>
				<code>WIDTH_BUCKETS={list} npm run build:edge</code>
			</dd>
			<dt>Terraform</dt>
			<dd>
				<code>width_buckets = [{buckets.join(", ")}]</code>
			</dd>
		</dl>
	);
}

function NoReports({ needsSample, days }: BucketsPageProps): VNode {
	if (needsSample === 0) {
		return <p>Unknown: browsers do not report needed widths, because NEEDS_SAMPLE is 0.</p>;
	}
	return (
		<p>
			No views were counted in the last {days} days. Your own views are not counted, nor are those
			of visitors who opt out of tracking.
		</p>
	);
}
