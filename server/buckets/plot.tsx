import type { NeedCount } from "@widthwise/worker/needs";
import type { VNode } from "preact";
import type { WidthBuckets } from "widthwise";
import { drawNeededWidths } from "widthwise/tuning";

/**
 * Plots how many views needed each width, with today's and the recommended buckets.
 *
 * @example
 * <BucketsPlot needs={needs} today={[320, 640]} recommended={[416]} />;
 */
export function BucketsPlot({
	needs,
	today,
	recommended,
}: {
	readonly needs: readonly NeedCount[];
	readonly today: WidthBuckets;
	readonly recommended: WidthBuckets;
}): VNode {
	const proposed = { kind: "recommended", buckets: recommended } as const;
	const __html = drawNeededWidths({ needs, today, proposed });
	// Safe as HTML: contains only numbers and our own text.
	return <figure class="plot" dangerouslySetInnerHTML={{ __html }} />;
}
