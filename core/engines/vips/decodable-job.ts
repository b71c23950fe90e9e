import { asStill } from "../../formats/heif/as-still.ts";
import { AVIF_FORMAT } from "../../formats/heif/heif-format.ts";
import type { HeicDecoder } from "../libheif/heic-as-png.ts";
import { unreadable } from "../outputs.ts";
import type { RenderJob } from "./render.ts";

/**
 * Makes a job that vips can decode, which has no decoder of HEVC and reads no sequences: libheif
 * decodes a HEIC to PNG, and an animated AVIF becomes its first picture.
 *
 * @param heic `null` where HEIC is not decoded; no job has one then
 * @param maxPixels the largest number of pixels of a source
 *
 * @throws {WidthwiseError} `unreadable-image`, `too-many-pixels`, `engine-unavailable`
 *
 * @example
 * const images = await renderImage(vips, await decodableJob(job, heic, 150e6), settings);
 */
export async function decodableJob(
	job: RenderJob,
	heic: HeicDecoder | null,
	maxPixels: number,
): Promise<RenderJob> {
	if (job.type === "avif") return { ...job, source: still(job.source) };
	if (job.type !== "heic" || !heic) return job;
	return { ...job, source: await heic.toPng(job.source, maxPixels), type: "png" };
}

function still(avif: Uint8Array): Uint8Array {
	try {
		return asStill(avif, AVIF_FORMAT);
	} catch (error) {
		throw unreadable(error);
	}
}
