import { capPhones } from "../photos/cap-phones.ts";
import { EDGE, GAP, LAYOUTS } from "./layouts.ts";
import { justify, type Slot } from "./rows.ts";

/** A photo's slot in each layout. */
export type Slots = readonly Slot[];

/**
 * Computes the slots of photos in every layout.
 *
 * @param ratios width by height of each photo, in order
 * @param isOpen whether more photos follow under the same heading
 *
 * @example
 * const [first] = slotsOf([1.5, 0.75], false);
 */
export function slotsOf(ratios: readonly number[], isOpen: boolean): readonly Slots[] {
	const rows = LAYOUTS.map((layout) => justify(ratios, layout, isOpen));
	return ratios.map((_, i) => rows.map((slots) => slots[i] ?? { share: 1, gaps: 0 }));
}

/**
 * Formats the `sizes` attribute of a photo: the width of its slot in every layout.
 *
 * @param isCapped whether phones get images for two pixels a CSS pixel
 *
 * @example
 * sizesOf(slots, false); // "(min-width:2300px) calc(22.73vw - 8px), ... , calc(100vw - 12px)"
 */
export function sizesOf(slots: Slots, isCapped: boolean): string {
	const widths = slots
		.map(({ share, gaps }, i) => {
			const from = LAYOUTS[i]?.from ?? 0;
			const pixels = Math.round(share * (2 * EDGE + gaps * GAP));
			const width = `calc(${round(share * 100, 2)}vw - ${pixels}px)`;
			return from === 0 ? width : `(min-width:${from}px) ${width}`;
		})
		.reverse();
	const sizes = widths.join(", ");
	return isCapped ? capPhones(sizes, widths.at(-1) ?? "100vw") : sizes;
}

/**
 * Formats the style rule of a photo's tile: its ratio and, for each layout, its share and gaps.
 *
 * @example
 * slotRule("#p048aef15", 1.5, slots); // "#p048aef15{--ratio:1.5;--s0:1;--g0:0;...}"
 */
export function slotRule(selector: string, ratio: number, slots: Slots): string {
	const places = slots.map(
		// Rounded down: in a row that is slightly too wide, the last photo would wrap.
		({ share, gaps }, i) => `--s${i}:${Math.floor(share * 1e5) / 1e5};--g${i}:${gaps}`,
	);
	return `${selector}{--ratio:${round(ratio, 4)};${places.join(";")}}`;
}

/** The rules that select a tile's slot by the window's width, the same on every page. */
export const LAYOUT_RULES: string = [
	`:root{--gap:${GAP}px;--edge:${EDGE}px}`,
	...LAYOUTS.map(({ from }, i) => {
		const rule = `.tile{--share:var(--s${i});--gaps:var(--g${i})}`;
		return from === 0 ? rule : `@media(min-width:${from}px){${rule}}`;
	}),
].join("");

function round(value: number, digits: number): number {
	return Number(value.toFixed(digits));
}
