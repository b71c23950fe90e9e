import type { Size } from "widthwise/photo";
import { capPhones } from "../photos/cap-phones.ts";

/** Windows in which the text stands beside the photo; photo.css has the same condition. */
const BESIDE = "(orientation:landscape) and (min-width:560px)";

/** The width of the text beside the photo; photo.css has the same. */
const TEXT_WIDTH = "clamp(208px, 20vw, 288px)";

/** The heights of the photo's stage, beside the text and above it; photo.css has the same. */
const HEIGHT_BESIDE = "(100svh - 52px)";
const HEIGHT_ABOVE = "max(60svh, 100svh - 302px)";

/**
 * Formats the `sizes` of the image on a photo's page: as large as fits the window together with its
 * title and camera details, never enlarged. A long, narrow photo is shown whole.
 *
 * @param master the master's size in pixels
 * @param isCapped whether phones get images for two pixels a CSS pixel
 *
 * @example
 * stageSizes({ width: 2560, height: 1707 }, false); // the `sizes` of its image
 */
export function stageSizes(master: Size, isCapped: boolean): string {
	const beside = fitted(master, `(100vw - ${TEXT_WIDTH})`, HEIGHT_BESIDE);
	const above = fitted(master, "100vw", HEIGHT_ABOVE);
	const sizes = `${BESIDE} ${beside}, ${above}`;
	return isCapped ? capPhones(sizes, above) : sizes;
}

/**
 * Formats the same size as style rules, for the photo's frame.
 *
 * @example
 * stageRules(photo); // ".frame{width:min(...)}..."
 */
export function stageRules(master: Size): string {
	return (
		`.frame{width:${fitted(master, "100%", HEIGHT_ABOVE)};aspect-ratio:${master.width}/${master.height}}` +
		`@media ${BESIDE}{.frame{width:${fitted(master, "100%", HEIGHT_BESIDE)}}}`
	);
}

function fitted({ width, height }: Size, maxWidth: string, maxHeight: string): string {
	// Rounded down: a hair more would not fit.
	const ratio = Math.floor((width / height) * 10_000) / 10_000;
	return `min(${maxWidth}, ${maxHeight} * ${ratio}, ${width}px)`;
}
