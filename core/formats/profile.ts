import { parseBytes } from "./bytes/parse.ts";
import { jpegProfile, replaceJpegProfile } from "./jpeg/profile.ts";
import { skimJpeg } from "./jpeg/walk.ts";
import { pngProfile, withoutPngProfile } from "./png/profile.ts";
import { walkPng } from "./png/walk.ts";
import type { ImageType } from "./tables/input.ts";
import { replaceWebpProfile, webpProfile } from "./webp/profile.ts";
import { walkWebp } from "./webp/walk.ts";

/** The types whose profiles can be read and removed. */
export type ProfiledType = Extract<ImageType, "jpeg" | "png" | "webp">;

/**
 * Reads the ICC colour profile of a file, without checking it.
 *
 * @param bytes the whole file; only read
 *
 * @returns `null` if there is none
 *
 * @throws {WidthwiseError} `truncated-file` or `unreadable-image`
 *
 * @example
 * const profile = readProfile(jpeg, "jpeg");
 */
export function readProfile(bytes: Uint8Array, type: ProfiledType): Uint8Array | null {
	switch (type) {
		case "jpeg":
			return jpegProfile(bytes, parseBytes(bytes, skimJpeg(bytes.length)));
		case "png":
			return pngProfile(bytes, parseBytes(bytes, walkPng(bytes.length)));
		case "webp":
			return webpProfile(bytes, parseBytes(bytes, walkWebp(bytes.length)));
	}
}

/**
 * Copies a file with another colour profile, or without any: its pixels are then plain sRGB. Compressed
 * pixels are copied byte for byte.
 *
 * @param bytes the whole file; only read
 *
 * @throws {WidthwiseError} `truncated-file` or `unreadable-image`
 *
 * @example
 * const tagged = replaceProfile(webp, "webp", profile);
 */
export function replaceProfile(
	bytes: Uint8Array,
	type: Exclude<ProfiledType, "png">,
	profile: Uint8Array | null,
): Uint8Array<ArrayBuffer> {
	return type === "jpeg"
		? replaceJpegProfile(bytes, parseBytes(bytes, skimJpeg(bytes.length)), profile)
		: replaceWebpProfile(bytes, parseBytes(bytes, walkWebp(bytes.length)), profile);
}

/**
 * Copies a file without its colour profile; of a PNG, without all chunks that define colours.
 *
 * @param bytes the whole file; only read
 *
 * @throws {WidthwiseError} `truncated-file` or `unreadable-image`
 *
 * @example
 * const plain = withoutProfile(png, "png");
 */
export function withoutProfile(bytes: Uint8Array, type: ProfiledType): Uint8Array {
	if (type !== "png") return replaceProfile(bytes, type, null);
	return withoutPngProfile(bytes, parseBytes(bytes, walkPng(bytes.length)));
}
