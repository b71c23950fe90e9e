import { join, little, noise } from "./bytes.ts";
import { richExif } from "./exif.ts";
import { cleanProfile } from "./icc.ts";
import { XMP_PACKET } from "./metadata.ts";

/** Makes a RIFF chunk, padded to an even size. */
export function chunk(type: string, payload: Uint8Array): Uint8Array<ArrayBuffer> {
	const padding = new Uint8Array(payload.length % 2);
	return join(type, little(payload.length, 4), payload, padding);
}

/** Makes a WebP of chunks. */
export function riff(...chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	return chunk("RIFF", join("WEBP", ...chunks));
}

/** Makes a VP8X chunk. */
export function vp8x(flags: number, width: number, height: number): Uint8Array<ArrayBuffer> {
	return chunk("VP8X", join(flags, 0, 0, 0, little(width - 1, 3), little(height - 1, 3)));
}

/** Makes a lossy picture: the header of a key frame, then noise. */
export function vp8(width: number, height: number): Uint8Array<ArrayBuffer> {
	const start = join(0x10, 0, 0, 0x9d, 0x01, 0x2a);
	return chunk("VP8 ", join(start, little(width, 2), little(height, 2), noise(101)));
}

/** Makes a lossless picture with alpha. */
export function vp8l(width: number, height: number): Uint8Array<ArrayBuffer> {
	const bits = width - 1 + (height - 1) * 2 ** 14 + 2 ** 28;
	return chunk("VP8L", join(0x2f, little(bits, 4), noise(50)));
}

export const ICC_CHUNK: Uint8Array = chunk("ICCP", cleanProfile());
const ALPH = chunk("ALPH", noise(33, 7));

/**
 * The metadata that a WebP can contain and that stripping must remove, with the name of each
 * finding.
 */
export const PLANTS: Readonly<Record<string, readonly [name: string, part: Uint8Array]>> = {
	exif: ["EXIF", chunk("EXIF", richExif())],
	signedExif: ["EXIF", chunk("EXIF", join("Exif\0\0", richExif()))],
	xmp: ["XMP", chunk("XMP ", XMP_PACKET)],
	private: ["unknown data (SECR)", chunk("SECR", join("SECRET-CHUNK"))],
};

/** The parts that stripping must keep, in order, after VP8X. */
export const PICTURE: readonly Uint8Array[] = [ICC_CHUNK, ALPH, vp8(64, 48)];

/**
 * Makes a still WebP with the flags of all optional chunks set, and extra chunks after its picture.
 */
export function webp(
	more: readonly Uint8Array[] = [],
	after = new Uint8Array(0),
): Uint8Array<ArrayBuffer> {
	return join(riff(vp8x(0x3c, 64, 48), ...PICTURE, ...more), after);
}

/** Makes an animation with a private chunk in each frame. */
export function animatedWebp(frames: number): Uint8Array<ArrayBuffer> {
	const header = join(new Uint8Array(6), little(63, 3), little(47, 3), little(100, 3), 0);
	const inside = [chunk("SECR", join("SECRET-FRAME")), ALPH, vp8(64, 48)];
	const frame = chunk("ANMF", join(header, ...inside));
	const anim = chunk("ANIM", new Uint8Array(6));
	return riff(vp8x(0x12, 64, 48), anim, ...Array.from({ length: frames }, () => frame));
}
