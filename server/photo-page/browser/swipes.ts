/** Pixels: a shorter movement is a tap. */
const MIN_SWIPE = 50;

/**
 * Opens the neighbouring photos by swipes with one finger.
 *
 * @param stage the element on which swipes count
 * @param newer the link to the newer photo; `null` if there is none
 * @param older the link to the older photo; `null` if there is none
 *
 * @example
 * navigateBySwipes(stage, newer, older);
 */
export function navigateBySwipes(
	stage: HTMLElement,
	newer: HTMLElement | null,
	older: HTMLElement | null,
): void {
	let start: { readonly x: number; readonly y: number } | undefined;
	stage.addEventListener(
		"touchstart",
		({ touches }) => {
			// Two fingers, or one on a zoomed page, move the picture.
			const isZoomed = (window.visualViewport?.scale ?? 1) > 1.01;
			const [touch] = touches;
			const isSwipe = touch && touches.length === 1 && !isZoomed;
			start = isSwipe ? { x: touch.clientX, y: touch.clientY } : undefined;
		},
		{ passive: true },
	);
	// The browser took the touch for a scroll, or lost it.
	stage.addEventListener("touchcancel", () => {
		start = undefined;
	});
	stage.addEventListener(
		"touchend",
		({ changedTouches: [end] }) => {
			if (!start || !end) return;
			const [right, down] = [end.clientX - start.x, end.clientY - start.y];
			start = undefined;
			if (Math.abs(right) < MIN_SWIPE || Math.abs(right) < 2 * Math.abs(down)) return;
			(right > 0 ? newer : older)?.click();
		},
		{ passive: true },
	);
}
