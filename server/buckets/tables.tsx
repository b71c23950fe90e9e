import type { VNode } from "preact";
import type { Analysis, ListCost } from "widthwise/tuning";
import type { BucketTally } from "../observe/image-counters.ts";

/**
 * What today's list and the recommended one cost, side by side.
 *
 * @example
 * <ListsTable advice={advice} />;
 */
export function ListsTable({ advice }: { readonly advice: Analysis }): VNode {
	const { today, todayWidened, recommended } = advice;
	const isWider = todayWidened !== today;
	const lists = isWider ? [today, todayWidened, recommended] : [today, recommended];
	const row = (name: string, write: (list: ListCost) => string | number): VNode => (
		<tr>
			<th scope="row">{name}</th>
			{lists.map((list, i) => (
				<td key={i}>{write(list)}</td>
			))}
		</tr>
	);
	return (
		<Scrolled label="What the lists cost">
			<table class="lists">
				<thead>
					<tr>
						<td />
						<th scope="col">Today’s</th>
						{isWider && <th scope="col">Wide enough</th>}
						<th scope="col">Recommended</th>
					</tr>
				</thead>
				<tbody>
					{row("Overshoot", ({ overshootShare }) => percent(overshootShare))}
					{row("Too narrow for", ({ undersizedShare }) =>
						undersizedShare === 0 ? "nobody" : percent(undersizedShare),
					)}
					{row("Buckets", ({ buckets }) => buckets.length)}
					{row("Widths", ({ buckets }) => buckets.join(", "))}
				</tbody>
			</table>
		</Scrolled>
	);
}

/**
 * What was sent of each bucket since the server started.
 *
 * @example
 * <SentTable tallies={metrics.tallies()} />;
 */
export function SentTable({ tallies }: { readonly tallies: readonly BucketTally[] }): VNode {
	return (
		<Scrolled label="Images sent, by bucket">
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
							<td>{whole(memory + store)}</td>
							<td>{whole(cut)}</td>
							<td>{(bytes / 1e6).toFixed(1)}</td>
							<td>{needed === 0 ? "–" : percent(overshoot / needed)}</td>
						</tr>
					))}
				</tbody>
			</table>
		</Scrolled>
	);
}

/** On narrow screens the table moves under the finger, not the page; it can be reached by keyboard, too. */
function Scrolled({
	label,
	children,
}: {
	readonly label: string;
	readonly children: VNode;
}): VNode {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1)
		<section class="scrolled" aria-label={label} tabIndex={0}>
			{children}
		</section>
	);
}

function whole(count: number): string {
	return count.toLocaleString("en");
}

function percent(share: number): string {
	return `${(100 * share).toFixed(1)} %`;
}
