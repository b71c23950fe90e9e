import { join, little, noise } from "./bytes.ts";

/** Makes a frame: a graphic control extension, a descriptor, and pixel data in sub-blocks. */
export function gifFrame(
	width: number,
	height: number,
	transparent = false,
): Uint8Array<ArrayBuffer> {
	const control = join(0x21, 0xf9, 4, transparent ? 1 : 0, 10, 0, 0, 0);
	const descriptor = join(0x2c, little(0, 4), little(width, 2), little(height, 2), 0);
	return join(control, descriptor, 2, 200, noise(200), 50, noise(50, 3), 0);
}

/** Makes a GIF of frames, with a global colour table and a comment. */
export function gif(
	width: number,
	height: number,
	...frames: readonly Uint8Array[]
): Uint8Array<ArrayBuffer> {
	const screen = join("GIF89a", little(width, 2), little(height, 2), 0x81, 0, 0);
	const comment = join(0x21, 0xfe, 5, "hello", 0);
	return join(screen, new Uint8Array(12), ...frames, comment, 0x3b);
}
