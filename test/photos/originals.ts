import { encode, imageOf, withMetadata } from "../pictures/painter.ts";
import { BLUE, paint, quadrants, storedAs } from "../pictures/pixels.ts";

/** Drawn when first asked for, then shared: whoever gets it only reads it. */
function drawnOnce(draw: () => Uint8Array): () => Uint8Array {
	let drawn: Uint8Array | undefined;
	return () => {
		drawn ??= draw();
		return drawn;
	};
}

/** 1500 by 1000 pixels, upright: the master keeps this stranger's pixels. */
export const uprightOriginal: () => Uint8Array = drawnOnce(() =>
	encode(imageOf(quadrants(150, 100)).zoom(10, 10), "jpeg"),
);

/** The same lying on its side: the master is encoded anew. */
export const turnedOriginal: () => Uint8Array = drawnOnce(() => {
	const stored = imageOf(storedAs(6, quadrants(150, 100))).zoom(10, 10);
	return encode(withMetadata(stored, 6), "jpeg");
});

/** 800 by 400 pixels, the left half black but transparent, the right half blue. */
export const clearOriginal: () => Uint8Array = drawnOnce(() => {
	const halves = paint(80, 40, 4, (x) => (x < 40 ? [0, 0, 0, 0] : [...BLUE, 255]));
	return encode(imageOf(halves).zoom(10, 10), "png");
});
