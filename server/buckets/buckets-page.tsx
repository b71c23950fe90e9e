import type { NeedCount } from "@widthwise/worker/needs";
import type { VNode } from "preact";
import type { WidthBuckets } from "widthwise";
import { MASTER_EDGE } from "widthwise/photo";
import { type Analysis, isWorthwhile } from "widthwise/tuning";
import { DeskNav } from "../frame/desk-nav.tsx";
import type { BucketTally } from "../observe/image-counters.ts";
import { BucketsPlot } from "./plot.tsx";
import { ListsTable, SentTable } from "./tables.tsx";

/** Fewer photos than this are chance more than habit. */
const ENOUGH_PHOTOS = 1000;

/** What the page speaks of. */
export type BucketsPageProps = {
	/** Of the last `days` days. */
	readonly needs: readonly NeedCount[];
	readonly days: number;
	/** One page view in so many reports; 0: none. */
	readonly needsSample: number;
	readonly buckets: WidthBuckets;
	/** `null` if nobody was counted. */
	readonly advice: Analysis | null;
	readonly tallies: readonly BucketTally[];
};

/**
 * For the owner: which widths visitors needed, what today's buckets cost them, which would cost less, and
 * what was sent.
 *
 * @example
 * page({ title: "Buckets", isOwner: true, site }, <BucketsPage {...facts} />);
 */
export function BucketsPage(facts: BucketsPageProps): VNode {
	const { advice, buckets, tallies } = facts;
	return (
		<main id="content" class="desk buckets">
			<h1>Buckets</h1>
			<DeskNav here="/admin/buckets" />
			<p>Images are cut at these widths, in pixels: {buckets.join(", ")}.</p>
			<h2>What visitors needed</h2>
			{advice ? <Needed {...facts} advice={advice} /> : <NobodyYet {...facts} />}
			<h2>Sent since the server started</h2>
			{tallies.length > 0 && <SentTable tallies={tallies} />}
			<p class="quiet">
				{tallies.length === 0 ? "Nothing yet. " : ""}
				Overshoot here is above the widths in the images’ addresses, which on our own pages are
				buckets already. What a CDN answers by itself does not come here.
			</p>
		</main>
	);
}

function Needed({
	needs,
	days,
	buckets,
	advice,
}: BucketsPageProps & { readonly advice: Analysis }): VNode {
	const { requests, recommended } = advice;
	return (
		<>
			<p>
				{requests.toLocaleString("en")} photos were looked at in the last {days} days, each at a
				width in device pixels; more than {MASTER_EDGE} count as that.
				{requests < ENOUGH_PHOTOS && " These are few: wait for more before you change anything."}
			</p>
			<BucketsPlot needs={needs} today={buckets} recommended={recommended.buckets} />
			<h2>What the lists cost</h2>
			<ListsTable advice={advice} />
			<p class="quiet">
				Overshoot is what is sent above what was needed, in pixels of area. Recommended are{" "}
				{recommended.buckets.length} buckets, because {advice.why}.
			</p>
			<h2>The change to make</h2>
			<Change advice={advice} />
			<p>
				<a href="/api/needs.csv" download="widths.csv">
					The widths as a table
				</a>
				, for <code>npm run bench tune -- --histogram widths.csv --grid 32</code>, which weighs
				bytes, misses and other lists, too.
			</p>
		</>
	);
}

function Change({ advice }: { readonly advice: Analysis }): VNode {
	if (!isWorthwhile(advice)) {
		return (
			<p>
				None: another list would save less than 2 % of what visitors need, and every variant would
				have to be cut anew.
			</p>
		);
	}
	const { buckets } = advice.recommended;
	const list = buckets.join(",");
	return (
		<dl>
			<dt>The server’s environment</dt>
			<dd>
				<code>WIDTH_BUCKETS={list}</code>
			</dd>
			<dt>The edge functions, if there are any</dt>
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

function NobodyYet({ needsSample, days }: BucketsPageProps): VNode {
	if (needsSample === 0) {
		return <p>Nobody knows: the pages do not ask, because NEEDS_SAMPLE is 0.</p>;
	}
	return (
		<p>
			Nobody has looked at a photo in the last {days} days, or their browsers wish not to be
			counted. Your own visits are not.
		</p>
	);
}
