import { asStill } from "../../formats/heif/as-still.ts";
import { AVIF_FORMAT } from "../../formats/heif/heif-format.ts";
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
	if (job.type === "avif") return { ...job, source: still(job.source) };
	const decoder = job.type === "heic" ? heic : job.type === "jxl" ? jxl : null;
	if (!decoder) return job;
	return { ...job, source: await decoder.toPng(job.source, maxPixels), type: "png" };
}

function still(avif: Uint8Array): Uint8Array {
	try {
		return asStill(avif, AVIF_FORMAT);
	} catch (error) {
		throw unreadable(error);
	}
}
