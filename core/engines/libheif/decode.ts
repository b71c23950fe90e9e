import { viewOf } from "../../formats/bytes/bytes.ts";
import type { StoredCrop } from "../../formats/heif/transforms.ts";
import type { Libheif } from "./libheif.ts";

/** Code points of ITU-T H.273. */
export type Nclx = { readonly primaries: number; readonly transfer: number };

/** A decoded picture as it is stored: in grey or RGB, with alpha or without, interleaved. */
export type DecodedPixels = {
	/** Pixels. */
	readonly width: number;
	/** Pixels. */
	readonly height: number;
	readonly bands: 1 | 2 | 3 | 4;
	/** Bits of a sample: 8, or up to 16, in two bytes of which the lower comes first. */
	readonly depth: number;
	/** The rows, in the memory of the instance. */
	readonly plane: Uint8Array;
	/** Bytes from one row to the next. */
	readonly stride: number;
	/** The ICC profile, not checked; `null` if there is none. */
	readonly profile: Uint8Array | null;
	/** What `nclx` says of the colours; `null` if there is none. */
	readonly nclx: Nclx | null;
};

// Values of enumerations in libheif/heif.h.
const RGB = 1;
const CHROMA = { rgb8: 10, rgba8: 11, rgb16: 14, rgba16: 15 } as const;
const INTERLEAVED = 10;

/** The offset of `strict_decoding` in `heif_decoding_options`. */
const STRICT_DECODING = 21;

/** Bytes of `heif_error`: code, detailed code and message. */
const ERROR_BYTES = 12;

/**
 * Decodes the primary picture of a HEIC. libheif would apply `irot`, `imir` and `clap`; it converts to
 * RGB with the matrix and range of `nclx` or of the coded picture. Nothing is freed: the instance is
 * for this picture only, so that a hostile one cannot reach the next.
 *
 * @throws {Error} if the picture is damaged or needs too much memory
 *
 * @example
 * const { libheif } = start(256e6);
 * const { width, height, plane } = decodeHeic(libheif, bytes);
 */
export function decodeHeic(libheif: Libheif, bytes: Uint8Array): DecodedPixels {
	const error = allocate(libheif, ERROR_BYTES);
	const pointer = allocate(libheif, 4);
	const data = allocate(libheif, bytes.length);
	libheif.HEAPU8.set(bytes, data);
	const context = libheif._heif_context_alloc();
	libheif._heif_context_read_from_memory_without_copy(error, context, data, bytes.length, 0);
	requireNoError(libheif, error);
	libheif._heif_context_get_primary_image_handle(error, context, pointer);
	requireNoError(libheif, error);
	const handle = wordAt(libheif, pointer);
	const hasAlpha = libheif._heif_image_handle_has_alpha_channel(handle) !== 0;
	const isDeep = libheif._heif_image_handle_get_luma_bits_per_pixel(handle) > 8;
	const chroma = CHROMA[`rgb${hasAlpha ? "a" : ""}${isDeep ? 16 : 8}`];
	libheif._heif_decode_image(error, handle, pointer, RGB, chroma, strictOptions(libheif));
	requireNoError(libheif, error);
	const image = wordAt(libheif, pointer);
	const colours = { profile: readProfile(libheif, handle), nclx: readNclx(libheif, handle) };
	// Last: when memory grows, views of it become empty.
	return { ...readPlane(libheif, image, hasAlpha ? 4 : 3), ...colours };
}

/**
 * Takes a part of a picture, without copying its pixels.
 *
 * @param crop in pixels; inside the picture
 *
 * @example
 * const quarter = cropPixels(decoded, { left: 0, top: 0, width: 48, height: 32 });
 */
export function cropPixels(
	pixels: DecodedPixels,
	{ left, top, width, height }: StoredCrop,
): DecodedPixels {
	const { bands, depth, plane, stride } = pixels;
	const start = top * stride + left * bands * (depth > 8 ? 2 : 1);
	return { ...pixels, width, height, plane: plane.subarray(start) };
}

function allocate(libheif: Libheif, bytes: number): number {
	const address = libheif._malloc(bytes);
	if (address === 0) throw new Error(`libheif cannot allocate ${bytes} bytes`);
	return address;
}

function requireNoError(libheif: Libheif, error: number): void {
	const code = wordAt(libheif, error);
	if (code !== 0) throw new Error(`libheif: error ${code}, ${wordAt(libheif, error + 4)}`);
}

function wordAt({ HEAPU8 }: Libheif, address: number): number {
	return viewOf(HEAPU8).getUint32(address, true);
}

/** Otherwise what cannot be decoded would be guessed or left grey. */
function strictOptions(libheif: Libheif): number {
	const options = libheif._heif_decoding_options_alloc();
	libheif.HEAPU8[options + STRICT_DECODING] = 1;
	return options;
}

type Plane = Pick<DecodedPixels, "width" | "height" | "bands" | "depth" | "plane" | "stride">;

function readPlane(libheif: Libheif, image: number, bands: 3 | 4): Plane {
	const width = libheif._heif_image_get_width(image, INTERLEAVED);
	const height = libheif._heif_image_get_height(image, INTERLEAVED);
	const depth = libheif._heif_image_get_bits_per_pixel_range(image, INTERLEAVED);
	const pointer = allocate(libheif, 4);
	const start = libheif._heif_image_get_plane_readonly2(image, INTERLEAVED, pointer);
	const stride = wordAt(libheif, pointer);
	const plane = libheif.HEAPU8.subarray(start, start + stride * height);
	return { width, height, bands, depth, plane, stride };
}

function readProfile(libheif: Libheif, handle: number): Uint8Array | null {
	const size = libheif._heif_image_handle_get_raw_color_profile_size(handle);
	if (size === 0) return null;
	const error = allocate(libheif, ERROR_BYTES);
	const data = allocate(libheif, size);
	libheif._heif_image_handle_get_raw_color_profile(error, handle, data);
	requireNoError(libheif, error);
	return libheif.HEAPU8.slice(data, data + size);
}

/** `heif_color_profile_nclx`: a version, then primaries and transfer in four bytes each. */
function readNclx(libheif: Libheif, handle: number): Nclx | null {
	const error = allocate(libheif, ERROR_BYTES);
	const pointer = allocate(libheif, 4);
	libheif._heif_image_handle_get_nclx_color_profile(error, handle, pointer);
	if (wordAt(libheif, error) !== 0) return null;
	const nclx = wordAt(libheif, pointer);
	return { primaries: wordAt(libheif, nclx + 4), transfer: wordAt(libheif, nclx + 8) };
}
