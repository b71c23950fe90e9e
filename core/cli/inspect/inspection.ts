import type { Probe } from "../../formats/container/container.ts";
import { openPhoto } from "../../formats/open-photo.ts";
import { uprightSize } from "../../formats/probe.ts";
import { type PhotoMetadata, readMetadata } from "../../metadata/read.ts";
import { verify } from "../../privacy/verify.ts";

/** What is in a photo. */
export type Inspection = Omit<Probe, "width" | "height"> & {
	/** Pixels, after the orientation is applied. */
	readonly width: number;
	/** Pixels, after the orientation is applied. */
	readonly height: number;
	/** The length of the file. */
	readonly bytes: number;
	readonly metadata: PhotoMetadata;
	/** What would leak if the file were published as it is. */
	readonly leaks: readonly string[];
};

/**
 * Finds out what is in a photo.
 *
 * @throws {WidthwiseError} as `openPhoto`
 *
 * @example
 * (await inspectPhoto(bytes)).leaks; // ["EXIF", "GPS position"]
 */
export async function inspectPhoto(bytes: Uint8Array): Promise<Inspection> {
	const photo = openPhoto(bytes);
	const probe = photo.probe();
	return {
		...probe,
		...uprightSize(probe),
		bytes: bytes.length,
		metadata: await readMetadata(photo),
		leaks: await verify(bytes),
	};
}
