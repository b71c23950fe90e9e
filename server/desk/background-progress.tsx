import type { BackgroundProgress, Progress } from "@widthwise/worker/catalogue";
import type { VNode } from "preact";

/**
 * Says how far the background lane is; renders nothing if it has nothing to do.
 *
 * @example
 * <Background progress={await catalogue.progress(variantSets)} />;
 */
export function Background({
	progress: { renewals, first, avif },
}: {
	readonly progress: BackgroundProgress;
}): VNode | null {
	if (![renewals, first, avif].some(isUnfinished)) return null;
	return (
		<section class="notice" aria-label="In the background">
			{isUnfinished(renewals) && (
				<p>Publishing older photos again: {doneOf(renewals)} done. They stay visible meanwhile.</p>
			)}
			{isUnfinished(first) && (
				<p>Making the images that first visitors need: {doneOf(first)} photos done.</p>
			)}
			{isUnfinished(avif) && <p>Making AVIF images: {doneOf(avif)} photos done.</p>}
		</section>
	);
}

function isUnfinished({ done, all }: Progress): boolean {
	return done < all;
}

function doneOf({ done, all }: Progress): string {
	return `${done} of ${all}`;
}
