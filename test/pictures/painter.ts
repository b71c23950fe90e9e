import type Vips from "wasm-vips";
import { openCodecFromFiles } from "../../core/engines/vips/codec-from-files.ts";
import { loadVips } from "../../core/engines/vips/load.ts";
import { drawnHeic } from "./heic/drawn.ts";
import { drawnJxl } from "./jxl/drawn.ts";
import { type Pixels, quadrants } from "./pixels.ts";

const { vips } = await loadVips(openCodecFromFiles, "avif");

/** Converts pixels to an image that libvips can save in any format. */
export function imageOf({ data, width, height, channels }: Pixels): Vips.Image {
	const bands = vips.Image.newFromMemory(data, width, height, channels, vips.BandFormat.uchar);
	return bands.copy({ interpretation: "srgb" });
}

/** Decodes a picture with libvips, for formats that Bun does not read. */
export function decodeWithVips(bytes: Uint8Array): Vips.Image {
	return vips.Image.newFromBuffer(bytes);
}

/** Encodes a JPEG again at a half or a quarter of its width and height, with its metadata. */
export function shrunk(jpeg: Uint8Array, shrink: 2 | 4): Uint8Array {
	return vips.Image.jpegloadBuffer(jpeg, { shrink }).jpegsaveBuffer({ Q: 95 });
}

/** Adds metadata that must not be published: a camera and XMP. */
export function withMetadata(image: Vips.Image, orientation = 1): Vips.Image {
	const tagged = image.copy();
	tagged.setInt("orientation", orientation);
	tagged.setString(
		"exif-ifd0-Make",
		"Secret Camera (Secret Camera, ASCII, 14 components, 14 bytes)",
	);
	const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret-xmp/></x:xmpmeta>';
	tagged.setBlob("xmp-data", new TextEncoder().encode(xmp));
	return tagged;
}

/** Returns a colour profile that is built into libvips. */
export function builtInProfile(name: "p3" | "srgb" | "cmyk"): Uint8Array {
	return vips.Image.profileLoad(name);
}

/** Adds a colour profile, valid or not. */
export function withProfile(image: Vips.Image, profile: Uint8Array): Vips.Image {
	const tagged = image.copy();
	tagged.setBlob("icc-profile-data", profile);
	return tagged;
}

/** Stacks the frames of an animation, as libvips saves them. */
export function frames(...pictures: readonly Pixels[]): Vips.Image {
	const stack = vips.Image.arrayjoin(pictures.map(imageOf), { across: 1 }).copy();
	stack.setInt("page-height", pictures[0]?.height ?? 1);
	stack.setInt("n-pages", pictures.length);
	stack.setArrayInt(
		"delay",
		pictures.map(() => 100),
	);
	return stack;
}

/** Encodes an image in a format, nearly lossless. */
export function encode(image: Vips.Image, type: string): Uint8Array {
	switch (type) {
		case "jpeg":
			return image.jpegsaveBuffer({ Q: 95, subsample_mode: "off" });
		case "png":
			return image.pngsaveBuffer();
		case "webp":
			return image.webpsaveBuffer({ lossless: true, exact: true });
		case "gif":
			return image.gifsaveBuffer();
		case "avif":
			return image.heifsaveBuffer({ compression: "av1", Q: 90, effort: 0, subsample_mode: "off" });
		default:
			throw new RangeError(`Cannot encode ${type}`);
	}
}

const drawn = new Map<string, Uint8Array>();

/**
 * Returns a picture that is drawn once in a process, as a copy: for suites that give it to each engine.
 *
 * @param name no other picture has it
 */
export function drawnOnce(name: string, draw: () => Uint8Array): Uint8Array {
	const picture = drawn.get(name) ?? draw();
	drawn.set(name, picture);
	return picture.slice();
}

/**
 * Returns the quadrants in a format. They are encoded once in a process; the result is a copy. As HEIC
 * and JPEG XL they are 96 x 64 or, wider than 1000, 2000 x 1001.
 */
export function encodedQuadrants(type: string, width = 96, height = 64): Uint8Array {
	return drawnOnce(`${type} ${width} ${height}`, () => encodeQuadrants(type, width, height));
}

function encodeQuadrants(type: string, width: number, height: number): Uint8Array {
	if (type === "heic") return drawnHeic(width > 1000 ? "large" : "quadrants");
	if (type === "jxl") return drawnJxl(width > 1000 ? "large" : "quadrants");
	return encode(imageOf(quadrants(width, height)), type);
}
