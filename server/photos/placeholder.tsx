import type { Photo } from "@widthwise/worker/catalogue";
import type { VNode } from "preact";

/**
 * Renders the blurred placeholder behind an image that is loading; `null` for transparent photos,
 * through which it would always show.
 *
 * @example
 * <Placeholder photo={photo} />;
 */
export function Placeholder({
	photo,
}: {
	readonly photo: Pick<Photo, "placeholder" | "width" | "height">;
}): VNode | null {
	const { placeholder, width, height } = photo;
	if (placeholder === null || isTransparent(placeholder)) return null;
	return <img class="placeholder" src={placeholder} width={width} height={height} alt="" />;
}

/** The alpha flag in the header of an extended WebP (WebP container specification, "VP8X"). */
function isTransparent(dataUrl: string): boolean {
	const [, data = ""] = dataUrl.split(",", 2);
	// The flag is in the first 24 bytes: 32 characters of base64.
	const header = atob(data.slice(0, 32));
	return header.slice(12, 16) === "VP8X" && (header.charCodeAt(20) & 0x10) !== 0;
}
