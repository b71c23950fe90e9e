import { box } from "../containers/avif.ts";
import { join, little } from "../containers/bytes.ts";
import { richExif } from "../containers/exif.ts";
import { PLANTS as JPEG_PLANTS, segment } from "../containers/jpeg.ts";
import { codestreamOf, METADATA as JXL_METADATA, jxl, withHeader } from "../containers/jxl.ts";
import { PLANTS as PNG_PLANTS, chunk as pngChunk } from "../containers/png.ts";
import { riff, vp8x, PLANTS as WEBP_PLANTS, chunk as webpChunk } from "../containers/webp.ts";
import { drawnJxl } from "../pictures/jxl/drawn.ts";
import { encodedQuadrants } from "../pictures/painter.ts";
import { compressedPart } from "./compressed.ts";

/** Texts and bytes in a loaded photo that must not occur in anything public. */
export const PRIVATE_MARKS: readonly (string | Uint8Array)[] = [
	...["SECRET", "Canon", "EF24-70mm", "Ada", "Grace Hopper", "Alan Turing", "harbour"],
	...["2018:07:25", "xmpmeta", "8BIM", "MPF\0"],
	// The seconds of the position in hundredths: 58.57 and 13.06.
	join(little(5857, 4), little(100, 4)),
	join(little(1306, 4), little(100, 4)),
];

const parts = (
	plants: Readonly<Record<string, readonly [string, Uint8Array]>>,
	without: readonly string[],
): Uint8Array[] =>
	Object.entries(plants)
		.filter(([name]) => !without.includes(name))
		.map(([, [, part]]) => part);

/** Makes a JPEG that can be decoded, with all the metadata that a JPEG can contain. */
export function loadedJpeg(orientation: number, width = 96, height = 64): Uint8Array<ArrayBuffer> {
	const drawn = encodedQuadrants("jpeg", width, height);
	const exif = segment(0xe1, join("Exif\0\0", richExif(orientation)));
	const plants = parts(JPEG_PLANTS, ["exif", "reserved"]);
	return join(drawn.subarray(0, 2), exif, ...plants, drawn.subarray(2), "SECRET-TRAILER");
}

/** Makes a PNG like {@link loadedJpeg}. */
export function loadedPng(orientation: number): Uint8Array<ArrayBuffer> {
	const drawn = encodedQuadrants("png");
	const exif = pngChunk("eXIf", richExif(orientation));
	// The parts go after the signature and IHDR. Decoders must refuse an unknown critical chunk.
	const plants = parts(PNG_PLANTS, ["exif", "critical", "palette"]);
	return join(drawn.subarray(0, 33), exif, ...plants, drawn.subarray(33), "SECRET-TRAILER");
}

/** Makes a WebP like {@link loadedJpeg}. */
export function loadedWebp(orientation: number): Uint8Array<ArrayBuffer> {
	const pixels = compressedPart("webp", encodedQuadrants("webp"));
	const exif = webpChunk("EXIF", richExif(orientation));
	const plants = parts(WEBP_PLANTS, ["exif", "signedExif"]);
	return join(riff(vp8x(0x0c, 96, 64), pixels, exif, ...plants), "SECRET-TRAILER");
}

/** Makes a JPEG XL like {@link loadedJpeg}. The orientation of its EXIF does not count. */
export function loadedJxl(orientation: number): Uint8Array<ArrayBuffer> {
	const codestream = withHeader(codestreamOf(drawnJxl("quadrants")), { orientation });
	return join(jxl(codestream, { boxes: JXL_METADATA }), box("uuid", "SECRET-TRAILER"));
}
