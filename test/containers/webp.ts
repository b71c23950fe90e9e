import { join, little, noise } from "./bytes.ts";
import { richExif } from "./exif.ts";
import { iccProfile, XMP_PACKET } from "./metadata.ts";

/** A RIFF chunk, padded to an even size. */
export function chunk(type: string, payload: Uint8Array): Uint8Array {
	const padding = new Uint8Array(payload.length % 2);
	return join(type, little(payload.length, 4), payload, padding);
}

/** A WebP of chunks. */
export function riff(...chunks: readonly Uint8Array[]): Uint8Array {
	return chunk("RIFF", join("WEBP", ...chunks));
}

/** A VP8X chunk. */
export function vp8x(flags: number, width: number, height: number): Uint8Array {
	return chunk("VP8X", join(flags, 0, 0, 0, little(width - 1, 3), little(height - 1, 3)));
}

/** A lossy picture: a key frame's header, then noise. */
export function vp8(width: number, height: number): Uint8Array {
	const start = join(0x10, 0, 0, 0x9d, 0x01, 0x2a);
	return chunk("VP8 ", join(start, little(width, 2), little(height, 2), noise(101)));
}

/** A lossless picture with alpha. */
export function vp8l(width: number, height: number): Uint8Array {
	const bits = width - 1 + (height - 1) * 2 ** 14 + 2 ** 28;
	return chunk("VP8L", join(0x2f, little(bits, 4), noise(50)));
}

export const ICC_CHUNK: Uint8Array = chunk("ICCP", iccProfile(601));
const ALPH = chunk("ALPH", noise(33, 7));

/** Everything a WebP may carry that must go, by the name it is found under. */
export const PLANTS: Readonly<Record<string, readonly [name: string, part: Uint8Array]>> = {
	exif: ["EXIF", chunk("EXIF", richExif())],
	signedExif: ["EXIF", chunk("EXIF", join("Exif\0\0", richExif()))],
	xmp: ["XMP", chunk("XMP ", XMP_PACKET)],
	private: ["unknown data (SECR)", chunk("SECR", join("SECRET-CHUNK"))],
};

/** The parts that must survive, in order, after VP8X. */
export const PICTURE: readonly Uint8Array[] = [ICC_CHUNK, ALPH, vp8(64, 48)];

/** A still WebP with all flags set, and more chunks after its picture. */
export function webp(more: readonly Uint8Array[] = [], after = new Uint8Array(0)): Uint8Array {
	return join(riff(vp8x(0x3c, 64, 48), ...PICTURE, ...more), after);
}

/** An animation of frames with a private chunk in each. */
export function animatedWebp(frames: number): Uint8Array {
	const place = join(new Uint8Array(6), little(63, 3), little(47, 3), little(100, 3), 0);
	const inside = [chunk("SECR", join("SECRET-FRAME")), ALPH, vp8(64, 48)];
	const frame = chunk("ANMF", join(place, ...inside));
	const anim = chunk("ANIM", new Uint8Array(6));
	return riff(vp8x(0x12, 64, 48), anim, ...Array.from({ length: frames }, () => frame));
}
