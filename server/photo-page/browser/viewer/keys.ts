import type { Zoom } from "./zoom.ts";

/** The share of the window by which an arrow key moves the picture. */
const STEP = 1 / 8;

const ZOOMS: Readonly<Record<string, number>> = { "+": 1.25, "=": 1.25, "-": 0.8 };

const MOVES: Readonly<Record<string, readonly [right: number, down: number]>> = {
	ArrowLeft: [-STEP, 0],
	ArrowRight: [STEP, 0],
	ArrowUp: [0, -STEP],
	ArrowDown: [0, STEP],
};

/**
 * Pans by arrow keys and zooms by + and -; keys in the viewer do nothing on the page behind it.
 *
 * @example
 * zoomByKeys(dialog, zoom);
 */
export function zoomByKeys(dialog: HTMLDialogElement, zoom: Zoom): void {
	const { pan } = zoom;
	dialog.addEventListener("keydown", (event) => {
		event.stopPropagation();
		if (event.altKey || event.ctrlKey || event.metaKey) return;
		const [move, factor] = [MOVES[event.key], ZOOMS[event.key]];
		if (move) pan.scrollBy(move[0] * pan.clientWidth, move[1] * pan.clientHeight);
		if (factor) zoom.by(factor);
	});
}
