import { encode, imageOf, withMetadata } from "../pictures/painter.ts";
import { BLUE, paint, quadrants, storedAs } from "../pictures/pixels.ts";

/** Draws when first called and then returns the same bytes. Callers must not change them. */
function drawnOnce(draw: () => Uint8Array): () => Uint8Array {
	let drawn: Uint8Array | undefined;
	return () => {
		drawn ??= draw();
		return drawn;
	};
}

/**
 * Returns an upright JPEG of 1500 by 300 pixels: the master keeps its compressed pixels. It is wide enough
 * for three mezzanines, and low, because tests encode it hundreds of times.
 */
export const uprightOriginal: () => Uint8Array = drawnOnce(() =>
	encode(imageOf(quadrants(150, 30)).zoom(10, 10), "jpeg"),
);

/** Returns the same picture stored on its side: the master is re-encoded. */
export const turnedOriginal: () => Uint8Array = drawnOnce(() => {
	const stored = imageOf(storedAs(6, quadrants(150, 30))).zoom(10, 10);
	return encode(withMetadata(stored, 6), "jpeg");
});

/** Returns a PNG of 800 by 400 pixels: the left half is transparent black, the right half blue. */
export const clearOriginal: () => Uint8Array = drawnOnce(() => {
	const halves = paint(80, 40, 4, (x) => (x < 40 ? [0, 0, 0, 0] : [...BLUE, 255]));
	return encode(imageOf(halves).zoom(10, 10), "png");
});
