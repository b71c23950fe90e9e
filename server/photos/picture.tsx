import type { VNode } from "preact";
import { snapWidth } from "widthwise";
import { type ImageAddresses, photoJson } from "./photo-json.ts";
import { altText } from "./photo-text.ts";
import type { ShownPhoto } from "./shown-photo.ts";

/**
 * Renders a photo's image in all its widths: in AVIF for browsers that can show it, if the photo has an
 * AVIF set, else in the format that the request negotiates.
 *
 * @param sizes the width at which it is shown, as a `sizes` attribute
 * @param fallbackWidth pixels, for browsers without `srcset`
 * @param isFirst whether it loads at once with high priority, instead of when it is scrolled to
 *
 * @example
 * <Picture photo={photo} addresses={site} sizes="50vw" fallbackWidth={640} isFirst={false} />;
 */
export function Picture({
	photo,
	addresses,
	sizes,
	fallbackWidth,
	isFirst,
}: {
	readonly photo: ShownPhoto;
	readonly addresses: ImageAddresses;
	readonly sizes: string;
	readonly fallbackWidth: number;
	readonly isFirst: boolean;
}): VNode {
	const { width, height, url, srcset, avifSrcset } = photoJson(photo, addresses);
	const image = (
		<img
			class="photo"
			alt={altText(photo)}
			width={width}
			height={height}
			{...(isFirst ? { fetchpriority: "high" } : { loading: "lazy" })}
			sizes={sizes}
			srcset={srcset}
			src={`${url}?width=${snapWidth(fallbackWidth, addresses.buckets)}`}
		/>
	);
	if (avifSrcset === null) return image;
	return (
		<picture>
			<source type="image/avif" sizes={sizes} srcset={avifSrcset} />
			{image}
		</picture>
	);
}
