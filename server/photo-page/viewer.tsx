import type { VNode } from "preact";
import { snapWidth, type WidthBuckets } from "widthwise";
import type { Size } from "widthwise/photo";

/**
 * Renders the link to a photo's largest image, which a script replaces with a button that shows it in
 * full screen.
 *
 * @param url the photo's image URL, without a query
 * @param size the master's, in pixels
 *
 * @example
 * <LargestImageLink url={url} size={photo} buckets={addresses.buckets} />;
 */
export function LargestImageLink({
	url,
	size,
	buckets,
}: {
	readonly url: string;
	readonly size: Size;
	readonly buckets: WidthBuckets;
}): VNode {
	const bucket = snapWidth(size.width, buckets);
	return (
		// A master that is wider than every bucket has more pixels than any variant.
		<a class="large" href={bucket < size.width ? url : `${url}?width=${bucket}`}>
			<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
				<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5" />
			</svg>
			<span class="unseen">Largest image</span>
		</a>
	);
}

/**
 * Renders the viewer, which is closed until its script opens it.
 *
 * @param name the photo's
 *
 * @example
 * <Viewer name={photoName(photo)} />;
 */
export function Viewer({ name }: { readonly name: string }): VNode {
	return (
		<dialog class="viewer" aria-label={name}>
			<div class="screen">
				<div class="pan" />
				<p class="tools">
					<button type="button" class="actual" aria-pressed="false">
						Actual size
					</button>
					<button type="button" class="close">
						Close
					</button>
				</p>
			</div>
		</dialog>
	);
}
