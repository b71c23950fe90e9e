import { textWidth } from "./svg-file.ts";

/** A position in a drawing. */
export type Place = { readonly x: number; readonly y: number };

/** A text beside a position. */
export type Label = Place & { readonly text: string };

/** A placed label: its baseline is at `y`, and `anchor` is the end of the text at `x`. */
export type PlacedLabel = Label & { readonly anchor: "start" | "middle" | "end" };

/** A rectangle of a drawing. */
export type Box = {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
};

const SIZE = 14;
const DOT = 5;

/** Positions beside a dot, the best first. */
const CHOICES = [
	{ anchor: "start", right: 8, down: -6 },
	{ anchor: "end", right: -8, down: -6 },
	{ anchor: "start", right: 9, down: 5 },
	{ anchor: "end", right: -9, down: 5 },
	{ anchor: "start", right: 8, down: 17 },
	{ anchor: "end", right: -8, down: 17 },
	{ anchor: "middle", right: 0, down: -11 },
	{ anchor: "middle", right: 0, down: 21 },
] as const;

/**
 * Places labels beside their dots, if possible without covering dots or each other: one by one, each at
 * the position with the least overlap.
 *
 * @param dots all dots of the plot
 * @param room the area for labels
 *
 * @example
 * placeLabels([{ x: 40, y: 80, text: "Flickr" }], [{ x: 40, y: 80 }], room);
 */
export function placeLabels(
	labels: readonly Label[],
	dots: readonly Place[],
	room: Box,
): readonly PlacedLabel[] {
	const taken: Box[] = dots.map(({ x, y }) => ({
		left: x - DOT,
		right: x + DOT,
		top: y - DOT,
		bottom: y + DOT,
	}));
	return labels.map((label) => {
		const choices = CHOICES.map(({ anchor, right, down }) => {
			const placed: PlacedLabel = { ...label, x: label.x + right, y: label.y + down, anchor };
			const box = boxOf(placed);
			const covered = taken.reduce((sum, other) => sum + overlap(box, other), 0);
			return { placed, box, cost: covered + area(box) - overlap(box, room) };
		});
		const best = choices.reduce((least, each) => (each.cost < least.cost ? each : least));
		taken.push(best.box);
		return best.placed;
	});
}

function boxOf({ x, y, text, anchor }: PlacedLabel): Box {
	const width = textWidth(text, SIZE);
	const left = { start: x, middle: x - width / 2, end: x - width }[anchor];
	return { left, right: left + width, top: y - SIZE, bottom: y + 4 };
}

function area({ left, right, top, bottom }: Box): number {
	return Math.max(0, right - left) * Math.max(0, bottom - top);
}

function overlap(one: Box, other: Box): number {
	return area({
		left: Math.max(one.left, other.left),
		right: Math.min(one.right, other.right),
		top: Math.max(one.top, other.top),
		bottom: Math.min(one.bottom, other.bottom),
	});
}
