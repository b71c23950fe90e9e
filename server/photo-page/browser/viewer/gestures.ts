import type { Zoom } from "./zoom.ts";

type Point = { readonly x: number; readonly y: number };

/** The scale after a wheel's 100 pixels is 1.2 times as large; of a trackpad's pinch, 2.7 times. */
const [WHEEL, PINCH] = [0.0018, 0.01];

/**
 * Zooms by pinch, wheel and double click or tap, and pans by dragging.
 *
 * @example
 * zoomByGestures(zoom);
 */
export function zoomByGestures(zoom: Zoom): void {
	const { pan } = zoom;
	const fingers = new Map<number, Point>();
	pan.addEventListener("pointerdown", (event) => {
		fingers.set(event.pointerId, event);
		pan.setPointerCapture(event.pointerId);
	});
	pan.addEventListener("pointermove", (event) => {
		if (!fingers.has(event.pointerId)) return;
		const before = grip(fingers);
		fingers.set(event.pointerId, event);
		const after = grip(fingers);
		pan.scrollBy(before.x - after.x, before.y - after.y);
		if (fingers.size > 1) zoom.by(after.spread / before.spread, after.x, after.y);
	});
	for (const end of ["pointerup", "pointercancel"] as const) {
		pan.addEventListener(end, ({ pointerId }) => fingers.delete(pointerId));
	}
	pan.addEventListener("dblclick", ({ x, y }) => zoom.toggle(x, y));
	pan.addEventListener("wheel", (event) => {
		event.preventDefault();
		// Browsers report a pinch on a trackpad as a wheel with the control key.
		const strength = event.ctrlKey ? PINCH : WHEEL;
		zoom.by(Math.exp(-event.deltaY * strength), event.x, event.y);
	});
}

/** The middle of all fingers, and their distance from it. */
function grip(fingers: ReadonlyMap<number, Point>): Point & { readonly spread: number } {
	const points = [...fingers.values()];
	const sum = points.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }));
	const [x, y] = [sum.x / points.length, sum.y / points.length];
	const spread = points.reduce((far, point) => far + Math.hypot(point.x - x, point.y - y), 1);
	return { x, y, spread };
}
