import type { NeedCount, Slot } from "@widthwise/worker/needs/need.ts";
import type { VNode } from "preact";
import { MASTER_EDGE, type WidthBuckets } from "widthwise";

/** Pixels that one bar stands for: the grid that buckets are recommended on. */
const BAR = 32;
const BARS = MASTER_EDGE / BAR;
const HEIGHT = 300;
/** Above the bars, for the marks of recommended buckets; below them, for the widths. */
const [TOP, BOTTOM] = [28, 24];
const FLOOR = HEIGHT - BOTTOM;
const TICKS: readonly number[] = [500, 1000, 1500, 2000];

/** The share of photos in each bar, 0 to 1, by the slot they were shown in. */
export type Bar = Readonly<Record<Slot, number>>;

/**
 * Needed widths as shares of all, one bar for every 32 pixels; what is wider than a master is in the
 * last one.
 *
 * @example
 * barsOf([{ slot: "grid", width: 390, count: 3 }])[12]; // { grid: 1, photo: 0 }
 */
export function barsOf(needs: readonly NeedCount[]): readonly Bar[] {
	const bars = Array.from({ length: BARS }, () => ({ grid: 0, photo: 0 }));
	const photos = needs.reduce((sum, { count }) => sum + count, 0);
	for (const { slot, width, count } of needs) {
		const bar = bars[Math.ceil(Math.min(width, MASTER_EDGE) / BAR) - 1];
		if (bar) bar[slot] += count / photos;
	}
	return bars;
}

/**
 * How many photos needed which width, and where today's and the recommended buckets are. Across it is
 * measured in percent, so that it fits every screen and its words keep their size.
 *
 * @example
 * <BucketsPlot needs={needs} today={[320, 640]} recommended={[416]} />;
 */
export function BucketsPlot({
	needs,
	today,
	recommended,
}: {
	readonly needs: readonly NeedCount[];
	readonly today: WidthBuckets;
	readonly recommended: WidthBuckets;
}): VNode {
	const bars = barsOf(needs);
	const most = Math.max(...bars.map(({ grid, photo }) => grid + photo));
	const toHeight = (share: number): number => (share / most) * (FLOOR - TOP);
	const label = `Needed widths from 1 to ${MASTER_EDGE} pixels; the commonest 32 pixels have ${percent(most)} of the photos.`;
	return (
		<figure class="plot">
			<figcaption>
				<Legend name="grid" words="photos among others" />
				<Legend name="photo" words="photos on their own page" />
				<Legend name="today" words="today’s buckets" />
				<Legend name="recommended" words="recommended buckets" />
			</figcaption>
			<svg width="100%" height={HEIGHT} role="img" aria-label={label}>
				{[1, 0.5].map((part) => (
					<Level key={part} y={FLOOR - toHeight(most * part)} share={most * part} />
				))}
				{bars.map((bar, i) => (
					<BarShape key={i} at={i} bar={bar} toHeight={toHeight} />
				))}
				<line class="floor" x1="0" x2="100%" y1={FLOOR} y2={FLOOR} />
				{today.map((bucket) => (
					<line key={bucket} class="today" {...across(bucket)} y1={TOP} y2={FLOOR}>
						<title>{`Today’s bucket of ${bucket} pixels`}</title>
					</line>
				))}
				{recommended.map((bucket) => (
					<circle key={bucket} class="recommended" cx={at(bucket)} cy={TOP - 14} r="5">
						<title>{`Recommended bucket of ${bucket} pixels`}</title>
					</circle>
				))}
				{TICKS.map((width) => (
					<text key={width} x={at(width)} y={HEIGHT - 6} text-anchor="middle">
						{width}
					</text>
				))}
				<text x="100%" y={HEIGHT - 6} text-anchor="end">
					{`${MASTER_EDGE} px`}
				</text>
			</svg>
		</figure>
	);
}

function BarShape({
	at: place,
	bar,
	toHeight,
}: {
	readonly at: number;
	readonly bar: Bar;
	readonly toHeight: (share: number) => number;
}): VNode | null {
	const [grid, photo] = [toHeight(bar.grid), toHeight(bar.photo)];
	if (grid + photo === 0) return null;
	const box = { x: at(place * BAR), width: at(BAR) };
	return (
		<g>
			<title>{`${place * BAR + 1} to ${(place + 1) * BAR} pixels: ${percent(bar.grid + bar.photo)}`}</title>
			<rect class="grid" {...box} y={FLOOR - grid} height={grid} />
			<rect class="photo" {...box} y={FLOOR - grid - photo} height={photo} />
		</g>
	);
}

function Level({ y, share }: { readonly y: number; readonly share: number }): VNode {
	return (
		<>
			<line class="level" x1="0" x2="100%" y1={y} y2={y} />
			<text x="97%" y={y - 4} text-anchor="end">
				{percent(share)}
			</text>
		</>
	);
}

function Legend({ name, words }: { readonly name: string; readonly words: string }): VNode {
	const isMark = name === "today" || name === "recommended";
	return (
		<span>
			<svg width="14" height="14" aria-hidden="true">
				{name === "today" && <line class={name} x1="7" x2="7" y1="0" y2="14" />}
				{name === "recommended" && <circle class={name} cx="7" cy="7" r="5" />}
				{!isMark && <rect class={name} width="14" height="14" />}
			</svg>{" "}
			{words}
		</span>
	);
}

function across(bucket: number): { readonly x1: string; readonly x2: string } {
	return { x1: at(bucket), x2: at(bucket) };
}

/** Where a width is, from the left. */
function at(width: number): string {
	return `${((100 * Math.min(width, MASTER_EDGE)) / MASTER_EDGE).toFixed(3)}%`;
}

function percent(share: number): string {
	return `${(100 * share).toFixed(1)} %`;
}
