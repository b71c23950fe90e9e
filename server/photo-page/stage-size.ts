import type { Size } from "widthwise/photo";

/** Pixels of the window's height that the photo leaves to the header and the title. */
const HEADER_AND_TITLE = 132;

/** Windows up to this height (phones in landscape) give all of it to the photo, in pixels. */
const MAX_LOW_HEIGHT = 500;

const lowWindow = `(max-height:${MAX_LOW_HEIGHT}px)`;

/**
 * Formats the `sizes` of the image on a photo's page: as large as fits the window, never enlarged.
 *
 * @param master the master's size in pixels
 *
 * @example
 * stageSizes({ width: 2560, height: 1707 }); // the `sizes` of its image
 */
export function stageSizes(master: Size): string {
	return `${lowWindow} ${stageWidth(master, 0, "100vw")}, ${stageWidth(master, HEADER_AND_TITLE, "100vw")}`;
}

/**
 * Formats the same size as style rules, for the photo's frame.
 *
 * @example
 * stageRules(photo); // ".frame{width:min(...)}..."
 */
export function stageRules(master: Size): string {
	return (
		`.frame{width:${stageWidth(master, HEADER_AND_TITLE, "100%")};aspect-ratio:${master.width}/${master.height}}` +
		`@media ${lowWindow}{.frame{width:${stageWidth(master, 0, "100%")}}}`
	);
}

function stageWidth({ width, height }: Size, reserved: number, window: string): string {
	const ratio = Number((width / height).toFixed(4));
	return `min(${window}, calc((100svh - ${reserved}px) * ${ratio}), ${width}px)`;
}
