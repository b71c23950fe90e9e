import { inputFormat } from "../../formats/tables/input.ts";
import { unreadable } from "../outputs.ts";
import type { BrowserSource } from "./source.ts";

/**
 * Decodes a photo, of an animation the first frame, in sRGB.
 *
 * @throws {WidthwiseError} `unreadable-image`, also if the browser does not know the type
 *
 * @example
 * const bitmap = await decodeInBrowser(await browserSource(photo));
 * bitmap.close();
 */
export async function decodeInBrowser({ bytes, type }: BrowserSource): Promise<ImageBitmap> {
	const blob = new Blob([new Uint8Array(bytes)], { type: inputFormat(type).contentType });
	try {
		return await createImageBitmap(blob);
	} catch (cause) {
		throw unreadable(cause);
	}
}
