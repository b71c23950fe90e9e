import { deflateSync } from "node:zlib";
import type Vips from "wasm-vips";
import { big, join } from "../containers/bytes.ts";
import { chunk, SIGNATURE } from "../containers/png.ts";
import { drawnOnce, imageOf } from "./painter.ts";
import { type Pixels, paint } from "./pixels.ts";

/** Pixels on a side of the chart, and of one of its 64 fields: a JPEG block. */
export const CHART_SIDE = 64;
const FIELD = 8;

/** Bytes of a PNG's signature and IHDR. */
const HEADER_END = 8 + 25;

/** Draws all colours of four levels a channel, dark to bright, as fields. */
export function chart(): Pixels {
	return paint(CHART_SIDE, CHART_SIDE, 3, (x, y) => {
		const field = Math.floor(x / FIELD) + Math.floor(y / FIELD) * (CHART_SIDE / FIELD);
		return [field & 3, (field >> 2) & 3, field >> 4].map((level) => 20 + 72 * level);
	});
}

/** Encodes the chart as an AVIF without loss, with code points of ITU-T H.273 in `nclx`. */
export function nclxAvif(primaries: number, transfer: number, bits: 8 | 10 = 8): Uint8Array {
	const avif = drawnOnce(`chart avif ${bits}`, () => losslessAvif(imageOf(chart()), bits));
	return withNclx(avif, primaries, transfer);
}

/** Encodes an image as an AVIF of RGB without loss, which says in `nclx` that it is sRGB. */
export function losslessAvif(image: Vips.Image, bits: 8 | 10 = 8): Uint8Array {
	const deep = bits === 8 ? image : image.linear([257], [0]).cast("ushort");
	return deep.copy({ interpretation: bits === 8 ? "srgb" : "rgb16" }).heifsaveBuffer({
		compression: "av1",
		lossless: true,
		bitdepth: bits,
		effort: 0,
	});
}

/** Converts pixels of four channels to a CMYK image; 255 is all of an ink. */
export function inks(pixels: Pixels): Vips.Image {
	return imageOf(pixels).copy({ interpretation: "cmyk" });
}

/** Replaces the code points in an AVIF's `nclx`; the matrix stays that of RGB. */
export function withNclx(avif: Uint8Array, primaries: number, transfer: number): Uint8Array {
	const changed = avif.slice();
	const nclx = new TextDecoder("latin1").decode(avif).indexOf("nclx");
	if (nclx < 0) throw new Error("The AVIF has no nclx");
	changed.set(join(big(primaries, 2), big(transfer, 2)), nclx + 4);
	return changed;
}

/** Encodes the chart as a PNG with chunks before its pixels. */
export function chartPng(chunks: readonly Uint8Array[], bits: 8 | 16 = 8): Uint8Array {
	const { data } = chart();
	const row = CHART_SIDE * 3;
	const rows = Array.from({ length: CHART_SIDE }, (_, y) => {
		const values = data.subarray(y * row, (y + 1) * row);
		return join(0, bits === 8 ? values : Uint8Array.from([...values].flatMap((v) => [v, v])));
	});
	const header = join(big(CHART_SIDE, 4), big(CHART_SIDE, 4), bits, 2, 0, 0, 0);
	const pixels = chunk("IDAT", deflateSync(join(...rows)));
	return join(SIGNATURE, chunk("IHDR", header), ...chunks, pixels, chunk("IEND"));
}

/** Adds chunks to a PNG, after its header. */
export function withPngChunks(png: Uint8Array, ...chunks: readonly Uint8Array[]): Uint8Array {
	return join(png.subarray(0, HEADER_END), ...chunks, png.subarray(HEADER_END));
}

/** Makes a cICP chunk, of RGB in full range. */
export function cicp(primaries: number, transfer: number): Uint8Array {
	return chunk("cICP", join(primaries, transfer, 0, 1));
}

/** Makes a gAMA chunk. */
export function gama(gamma: number): Uint8Array {
	return chunk("gAMA", big(Math.round(gamma * 100_000), 4));
}

/** Makes a cHRM chunk: x and y of white, red, green and blue. */
export function chrm(...numbers: readonly number[]): Uint8Array {
	return chunk("cHRM", join(...numbers.map((value) => big(Math.round(value * 100_000), 4))));
}
