import { join, little, noise } from "./bytes.ts";
import { cleanProfile } from "./icc.ts";

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

/** Makes a GIF of one frame with extensions before it. */
export function gifWith(...extensions: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const screen = join("GIF89a", little(30, 2), little(20, 2), 0x81, 0, 0, new Uint8Array(12));
	return join(screen, ...extensions, gifFrame(30, 20), 0x3b);
}

/** Makes an application extension with data in one sub-block. */
export function application(name: string, ...data: readonly number[]): Uint8Array<ArrayBuffer> {
	return join(0x21, 0xff, 11, name, data.length, ...data, 0);
}

/** An animation that repeats for ever. */
export const LOOP = application("NETSCAPE2.0", 1, 0, 0);

/** Makes the extension of a colour profile, by default one of colours alone, with bytes behind it. */
export function profileWith(more: string, profile = cleanProfile()): Uint8Array<ArrayBuffer> {
	const data = join(profile, more);
	const parts: (Uint8Array | number)[] = [];
	for (let at = 0; at < data.length; at += 255) {
		const part = data.subarray(at, at + 255);
		parts.push(part.length, part);
	}
	return join(0x21, 0xff, 11, "ICCRGBG1012", ...parts, 0);
}

/** A colour profile. */
export const PROFILE = profileWith("");

/** What a GIF can have besides its picture, with its name. */
export const PLANTS: Readonly<Record<string, readonly [name: string, part: Uint8Array]>> = {
	comment: ["comment", join(0x21, 0xfe, 14, "SECRET-COMMENT", 0)],
	text: ["text", join(0x21, 0x01, 12, new Uint8Array(12), 11, "SECRET-TEXT", 0)],
	xmp: ["XMP", join(0x21, 0xff, 11, "XMP DataXMP", 10, "SECRET-XMP", 0)],
	application: ["unknown data (MAKER   1.0)", application("MAKER   1.0", ...join("SECRET-APP"))],
	extension: ["unknown data", join(0x21, 0x99, 10, "SECRET-EXT", 0)],
	loop: ["unknown data (NETSCAPE2.0)", join(LOOP.slice(0, -1), 11, "SECRET-LOOP", 0)],
	control: ["unknown data", join(0x21, 0xf9, 4, 0, 0, 0, 0, 14, "SECRET-CONTROL", 0)],
	profile: ["unknown data (ICCRGBG1012)", profileWith("SECRET-PROFILE")],
};
