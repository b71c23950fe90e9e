/** Pixels: less is a tap, or a finger that trembles. */
const MIN_SWIPE = 50;

/**
 * Goes from photo to photo by swipes of one finger.
 *
 * @param stage where swipes count
 * @param newer the link to the newer photo; `null` if there is none
 * @param older the link to the older one
 *
 * @example
 * followSwipes(stage, newer, older);
 */
export function followSwipes(
	stage: HTMLElement,
	newer: HTMLElement | null,
	older: HTMLElement | null,
): void {
	let start: { readonly x: number; readonly y: number } | undefined;
	stage.addEventListener(
		"touchstart",
		({ touches }) => {
			// Two fingers, or a picture that is zoomed into: they move the picture.
			const isZoomed = (window.visualViewport?.scale ?? 1) > 1.01;
			const [touch] = touches;
			const isSwipe = touch && touches.length === 1 && !isZoomed;
			start = isSwipe ? { x: touch.clientX, y: touch.clientY } : undefined;
		},
		{ passive: true },
	);
	// The browser has taken the finger for a scroll, or lost it.
	stage.addEventListener("touchcancel", () => {
		start = undefined;
	});
	stage.addEventListener(
		"touchend",
		({ changedTouches: [end] }) => {
			if (!start || !end) return;
			const [across, along] = [end.clientX - start.x, end.clientY - start.y];
			start = undefined;
			if (Math.abs(across) < MIN_SWIPE || Math.abs(across) < 2 * Math.abs(along)) return;
			(across > 0 ? newer : older)?.click();
		},
		{ passive: true },
	);
}
