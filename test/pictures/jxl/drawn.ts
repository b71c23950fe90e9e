import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openCodecFromFiles } from "../../../core/engines/vips/codec-from-files.ts";
import { loadVips } from "../../../core/engines/vips/load.ts";
import type { Pixels } from "../pixels.ts";

/**
 * Returns the quadrants of `pixels.ts` as a JPEG XL without boxes: 96 x 64 pixels, or 2000 x 1001. The files
 * are kept, because loading the encoder takes a second; `drawJxl` made them, without loss.
 */
export function drawnJxl(name: "quadrants" | "large"): Uint8Array<ArrayBuffer> {
	return new Uint8Array(readFileSync(join(import.meta.dir, `${name}.jxl`)));
}

/** How a JPEG XL is drawn. */
export type JxlDrawing = {
	readonly isLossy?: boolean;
	readonly orientation?: number;
	readonly profile?: Uint8Array;
	/** The type of samples; in floating point they are linear. */
	readonly format?: "uchar" | "ushort" | "float";
	/** Whether the picture is grey. */
	readonly isGrey?: boolean;
	/** The frames of an animation, including the first. */
	readonly frames?: readonly Pixels[];
};

/** Makes an encoder of JPEG XL. */
export async function createJxlPainter() {
	const { vips } = await loadVips(openCodecFromFiles, "jxl");
	const imageOf = ({ data, width, height, channels }: Pixels) =>
		vips.Image.newFromMemory(data, width, height, channels, vips.BandFormat.uchar).copy({
			interpretation: "srgb",
		});
	return (pixels: Pixels, drawing: JxlDrawing = {}): Uint8Array => {
		const { frames = [pixels], format = "uchar", isGrey = false, orientation, profile } = drawing;
		const stack = vips.Image.arrayjoin(frames.map(imageOf), { across: 1 });
		const grey = isGrey ? stack.extractBand(1).copy({ interpretation: "b-w" }) : stack;
		const image = deepened(grey, format).copy();
		if (frames.length > 1) {
			image.setInt("page-height", pixels.height);
			image.setInt("n-pages", frames.length);
			image.setArrayInt(
				"delay",
				frames.map(() => 100),
			);
		}
		if (orientation) image.setInt("orientation", orientation);
		if (profile) image.setBlob("icc-profile-data", profile);
		return image.jxlsaveBuffer(drawing.isLossy ? { distance: 0.5 } : { lossless: true });
	};

	function deepened(image: ReturnType<typeof imageOf>, format: "uchar" | "ushort" | "float") {
		const interpretation = image.bands < 3 ? "grey16" : "rgb16";
		if (format === "ushort")
			return image.linear([257], [0]).cast("ushort").copy({ interpretation });
		if (format === "float") return image.colourspace("scrgb");
		return image;
	}
}
