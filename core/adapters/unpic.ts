/**
 * Image URLs for unpic.
 *
 * @module
 */

import { parseFormat } from "../url/format.ts";
import type { UrlGrammar } from "../url/url-grammar.ts";
import { MAX_WIDTH } from "../url/width.ts";

/** What unpic asks for; heights are computed from the photo's aspect ratio. */
export type UnpicOperations = {
	/** CSS pixels. */
	readonly width?: number | string | undefined;
	/** Not used: the photo's ratio is kept. */
	readonly height?: number | string | undefined;
	readonly format?: string | undefined;
};

/**
 * Makes a transformer in unpic's shape: from an image's id and operations to its URL.
 *
 * @example
 * const transform = unpicTransformer(urlGrammar({ prefix: "/images/" }));
 * transform("blue-hour", { width: 400, format: "webp" }); // "/images/blue-hour?width=400&format=webp"
 */
export function unpicTransformer(
	urls: Pick<UrlGrammar, "format">,
): (src: string | URL, operations: UnpicOperations) => string {
	return (src, { width, format }) => {
		const pixels = Math.round(Number(width));
		return urls.format({
			photoId: String(src),
			width: pixels >= 1 ? Math.min(pixels, MAX_WIDTH) : null,
			dpr: 1,
			format: parseFormat(format === "jpg" ? "jpeg" : (format ?? "")),
		});
	};
}
