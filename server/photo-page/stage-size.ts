import type { Size } from "widthwise/photo";

/** Pixels of the window's height that are not the photo's: the header above, the title's line below. */
const AROUND = 132;

/** Windows lower than this, phones on their side, give the photo all of their height. */
const LOW_WINDOW = 500;

const lowWindow = `(max-height:${LOW_WINDOW}px)`;

/**
 * How wide a photo is shown on its page: as large as the window allows, never enlarged.
 *
 * @param master pixels
 *
 * @example
 * stageSizes({ width: 2560, height: 1707 }); // the `sizes` of its image
 */
export function stageSizes(master: Size): string {
	return `${lowWindow} ${stageWidth(master, 0, "100vw")}, ${stageWidth(master, AROUND, "100vw")}`;
}

/**
 * The same as rules of a style sheet, for the photo's frame.
 *
 * @example
 * stageRules(photo); // ".frame{width:min(...)}..."
 */
export function stageRules(master: Size): string {
	return (
		`.frame{width:${stageWidth(master, AROUND, "100%")};aspect-ratio:${master.width}/${master.height}}` +
		`@media ${lowWindow}{.frame{width:${stageWidth(master, 0, "100%")}}}`
	);
}

function stageWidth({ width, height }: Size, around: number, window: string): string {
	const ratio = Number((width / height).toFixed(4));
	return `min(${window}, calc((100svh - ${around}px) * ${ratio}), ${width}px)`;
}
