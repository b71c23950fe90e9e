import { encode, imageOf, withMetadata } from "../pictures/painter.ts";
import { BLUE, paint, quadrants, storedAs } from "../pictures/pixels.ts";

/** 1500 by 1000 pixels, upright: the master keeps this stranger's pixels. */
export function uprightOriginal(): Uint8Array {
	return encode(imageOf(quadrants(150, 100)).zoom(10, 10), "jpeg");
}

/** The same lying on its side: the master is encoded anew. */
export function turnedOriginal(): Uint8Array {
	const stored = imageOf(storedAs(6, quadrants(150, 100))).zoom(10, 10);
	return encode(withMetadata(stored, 6), "jpeg");
}

/** 800 by 400 pixels, the left half black but transparent, the right half blue. */
export function clearOriginal(): Uint8Array {
	const halves = paint(80, 40, 4, (x) => (x < 40 ? [0, 0, 0, 0] : [...BLUE, 255]));
	return encode(imageOf(halves).zoom(10, 10), "png");
}
