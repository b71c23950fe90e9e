import type { BackgroundProgress, Progress } from "@widthwise/worker/catalogue";
import type { VNode } from "preact";

/**
 * Says how far the background lane is; renders nothing if it has nothing to do.
 *
 * @param avif whether AVIF sets are made
 *
 * @example
 * <Background progress={await catalogue.progress(buckets)} avif={true} />;
 */
export function Background({
	progress,
	avif,
}: {
	readonly progress: BackgroundProgress;
	readonly avif: boolean;
}): VNode | null {
	const hasRenewals = isUnfinished(progress.renewals);
	const hasAvif = avif && isUnfinished(progress.avif);
	if (!hasRenewals && !hasAvif) return null;
	return (
		<section class="notice" aria-label="In the background">
			{hasRenewals && (
				<p>
					Publishing older photos again: {doneOf(progress.renewals)} done. They stay visible
					meanwhile.
				</p>
			)}
			{hasAvif && <p>Making AVIF images: {doneOf(progress.avif)} photos done.</p>}
		</section>
	);
}

function isUnfinished({ done, all }: Progress): boolean {
	return done < all;
}

function doneOf({ done, all }: Progress): string {
	return `${done} of ${all}`;
}
