import { cleanText } from "./clean-text.ts";
import type { ExifValues } from "./exif.ts";
import { exifText } from "./exif-text.ts";
import { lensRange } from "./lens-range.ts";
import { makerLens } from "./maker-note.ts";
import type { XmpTexts } from "./xmp.ts";

/** What cameras write if they do not know the lens: hyphens, zeros, "Unknown". */
const UNKNOWN_LENS =
	/^([-–—.?* ]*|0+(\.0+)?( ?mm.*)?|(unknown|none|n\/?a|no lens|not available)\b.*)$/i;

/**
 * Reads the name of the lens from EXIF, XMP or the maker's note; else its focal lengths and f-numbers.
 *
 * @param tiff the EXIF block of which `exif` are the tags
 *
 * @example
 * lensName(() => undefined, null, () => ["EF50mm f/1.8 II"]); // "EF50mm f/1.8 II"
 */
export function lensName(exif: ExifValues, tiff: Uint8Array | null, xmp: XmpTexts): string | null {
	const names = [exifText(exif("LensModel")), ...xmp("Lens"), ...xmp("LensModel")];
	const name = names.map(cleanText).find(isName);
	if (name) return name;
	const own = tiff && makerLens(tiff, exifText(exif("Make")));
	return isName(own) ? own : lensRange(exif("LensSpecification"));
}

function isName(name: string | null | undefined): name is string {
	return typeof name === "string" && !UNKNOWN_LENS.test(name);
}
