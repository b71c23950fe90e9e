import type { VNode } from "preact";
import type { Analysis, ListCost } from "widthwise/tuning";
import type { BucketTally } from "../observe/image-counters.ts";

/**
 * Compares the cost of today's list and of the recommended one.
 *
 * @example
 * <ListsTable advice={advice} />;
 */
export function ListsTable({ advice }: { readonly advice: Analysis }): VNode {
	const { today, todayWidened, recommended } = advice;
	const isWider = todayWidened !== today;
	const lists = isWider ? [today, todayWidened, recommended] : [today, recommended];
	const row = (label: string, format: (list: ListCost) => string | number): VNode => (
		<tr>
			<th scope="row">{label}</th>
			{lists.map((list, i) => (
				<td key={i}>{format(list)}</td>
			))}
		</tr>
	);
	return (
		<Scrollable label="Comparison of the lists">
			<table class="lists">
				<thead>
					<tr>
						<td />
						<th scope="col">Today’s</th>
						{isWider && <th scope="col">Today’s, widened</th>}
						<th scope="col">Recommended</th>
					</tr>
				</thead>
				<tbody>
					{row("Overshoot", ({ overshootShare }) => formatPercent(overshootShare))}
					{row("Views with too few pixels", ({ undersizedShare }) =>
						undersizedShare === 0 ? "none" : formatPercent(undersizedShare),
					)}
					{row("Buckets", ({ buckets }) => buckets.length)}
					{row("Widths", ({ buckets }) => buckets.join(", "))}
				</tbody>
			</table>
		</Scrollable>
	);
}

/**
 * Lists what was sent of each bucket since the server started.
 *
 * @example
 * <SentTable tallies={metrics.tallies()} />;
 */
export function SentTable({ tallies }: { readonly tallies: readonly BucketTally[] }): VNode {
	return (
		<Scrollable label="Images sent, by bucket">
			<table>
				<thead>
					<tr>
						<th scope="col">Bucket</th>
						<th scope="col">Hits</th>
						<th scope="col">Misses</th>
						<th scope="col">MB</th>
						<th scope="col">Overshoot</th>
					</tr>
				</thead>
				<tbody>
					{tallies.map(({ bucket, memory, store, cut, bytes, needed, overshoot }) => (
						<tr key={bucket}>
							<th scope="row">{bucket ?? "Master"}</th>
							<td>{formatCount(memory + store)}</td>
							<td>{formatCount(cut)}</td>
							<td>{(bytes / 1e6).toFixed(1)}</td>
							<td>{needed === 0 ? "–" : formatPercent(overshoot / needed)}</td>
						</tr>
					))}
				</tbody>
			</table>
		</Scrollable>
	);
}

/** On narrow screens the table scrolls, not the page. */
function Scrollable({
	label,
	children,
}: {
	readonly label: string;
	readonly children: VNode;
}): VNode {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be focusable by keyboard (WCAG 2.1.1)
		<section class="scrolled" aria-label={label} tabIndex={0}>
			{children}
		</section>
	);
}

function formatCount(count: number): string {
	return count.toLocaleString("en");
}

function formatPercent(share: number): string {
	return `${(100 * share).toFixed(1)} %`;
}
