import { asStill } from "../../formats/heif/as-still.ts";
import { AVIF_FORMAT, HEIC_FORMAT } from "../../formats/heif/heif-format.ts";
import { isPremultiplied } from "../../formats/heif/premultiplied.ts";
import type { HeicDecoder } from "../libheif/heic-as-png.ts";
import { unreadable } from "../outputs.ts";
import type { JxlDecoder } from "./jxl-as-png.ts";
import type { RenderJob } from "./render.ts";

/** Decoders that are not in the instance of vips that renders. */
export type SeparateDecoders = {
	/** `null` where HEIC is not decoded; no job has one then. */
	readonly heic: Pick<HeicDecoder, "toPng"> | null;
	readonly jxl: Pick<JxlDecoder, "toPng">;
};

/**
 * Makes a job that vips can decode, which has no decoder of HEVC and reads no sequences: libheif
 * decodes a HEIC to PNG, another instance a JPEG XL, and an animated AVIF becomes its first picture.
 *
 * @param maxPixels the largest number of pixels of a source
 *
 * @throws {WidthwiseError} `unreadable-image`, `too-many-pixels`, `engine-unavailable`
 *
 * @example
 * const images = await renderImage(vips, await decodableJob(job, { heic, jxl }, 150e6), settings);
 */
export async function decodableJob(
	job: RenderJob,
	{ heic, jxl }: SeparateDecoders,
	maxPixels: number,
): Promise<RenderJob> {
	switch (job.type) {
		case "avif":
			return { ...job, ...readable(() => stillAvif(job.source)) };
		case "heic": {
			if (!heic) return job;
			const isMultiplied = readable(() => isPremultiplied(job.source, HEIC_FORMAT));
			const source = await heic.toPng(job.source, maxPixels);
			return { ...job, source, type: "png", isPremultiplied: isMultiplied };
		}
		case "jxl":
			return { ...job, source: await jxl.toPng(job.source, maxPixels), type: "png" };
		default:
			return job;
	}
}

function stillAvif(avif: Uint8Array): Pick<RenderJob, "source" | "isPremultiplied"> {
	return {
		source: asStill(avif, AVIF_FORMAT),
		isPremultiplied: isPremultiplied(avif, AVIF_FORMAT),
	};
}

function readable<Result>(read: () => Result): Result {
	try {
		return read();
	} catch (error) {
		throw unreadable(error);
	}
}
