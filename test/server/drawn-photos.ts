import { join } from "../containers/bytes.ts";
import { richExif } from "../containers/exif.ts";
import { segment } from "../containers/jpeg.ts";
import { encode, imageOf } from "../pictures/painter.ts";
import { type Pixels, paint } from "../pictures/pixels.ts";

/** Draws a small photo in any of the accepted types; each number gives a different one. */
export function drawn(number: number, type = "jpeg", width = 96, height = 64): Uint8Array {
	return encode(imageOf(pattern(number, width, height)), type);
}

function pattern(number: number, width: number, height: number): Pixels {
	return paint(width, height, 3, (x, y) => [
		(x * 2 + number * 37) % 256,
		(y * 3 + number * 11) % 256,
		number % 256,
	]);
}

/** Draws a large photo quickly, by enlarging a small one. */
export function drawnLarge(number: number, width: number, height: number): Uint8Array {
	const small = imageOf(pattern(number, 96, 64));
	return encode(small.resize(width / 96, { vscale: height / 64 }), "jpeg");
}

/** Adds EXIF as cameras write it: position, time, camera and orientation. */
export function withExif(jpeg: Uint8Array, orientation = 6): Uint8Array {
	const exif = segment(0xe1, join("Exif\0\0", richExif(orientation)));
	return join(jpeg.subarray(0, 2), exif, jpeg.subarray(2));
}

/** Makes different files of one photo, by adding a number after its end. */
export function copies(jpeg: Uint8Array, count: number): readonly Uint8Array[] {
	return Array.from({ length: count }, (_, i) => join(jpeg, `copy ${i}`));
}

/** The first half of a file. */
export function cutOff(bytes: Uint8Array): Uint8Array {
	return bytes.subarray(0, bytes.length >> 1);
}

/** A PNG with a valid container and corrupt pixel data. */
export function undecodable(number: number): Uint8Array {
	const png = drawn(number, "png", 200, 150);
	return png.fill(0xa5, png.length >> 1, (png.length >> 1) + 40);
}
