import { readOrientation } from "../../../core/formats/exif/exif.ts";
import { readBlocks } from "../blocks.ts";
import { mustHold } from "../finds.ts";

/** Reads a block of EXIF. */
export async function fuzz(data: Uint8Array): Promise<void> {
	const exif = new Uint8Array(data);
	const orientation = readOrientation(exif);
	mustHold(orientation >= 1 && orientation <= 8, "an orientation is 1 to 8");
	await readBlocks({ exif });
}
