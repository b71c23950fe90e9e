import { WidthwiseError } from "../../errors.ts";
import { openPhoto } from "../../formats/open-photo.ts";
import { replaceProfile } from "../../formats/profile.ts";
import { outputFormat } from "../../formats/tables/output.ts";
import type { Output } from "../engine.ts";

/** At 1, Chromium encodes a lossless WebP, many times as large. */
const MAX_LOSSY = 0.99;

/**
 * Encodes a canvas. Browsers write an sRGB profile, some also EXIF: the result has neither, and the
 * profile that is given.
 *
 * @throws {WidthwiseError} `unsupported-format` if the browser does not encode the format; also
 *   whatever the browser throws
 *
 * @example
 * const bytes = await encodeCanvas(canvas, output, null);
 */
export async function encodeCanvas(
	canvas: Pick<OffscreenCanvas, "convertToBlob">,
	{ format, quality }: Output,
	profile: Uint8Array | null,
): Promise<Uint8Array<ArrayBuffer>> {
	if (format === "avif") throw unsupported(format);
	const type = outputFormat(format).contentType;
	const share = format === "webp" ? Math.min(quality / 100, MAX_LOSSY) : quality / 100;
	const blob = await canvas.convertToBlob({ type, quality: share });
	// A browser makes a PNG of what it does not know.
	if (blob.type !== type) throw unsupported(format);
	const encoded = openPhoto(new Uint8Array(await blob.arrayBuffer()));
	return replaceProfile(
		encoded.strip(() => new Uint8Array(0)),
		format,
		profile,
	);
}

function unsupported(format: string): WidthwiseError {
	return new WidthwiseError(
		"unsupported-format",
		`This browser cannot make ${format.toUpperCase()}: choose another format`,
	);
}
