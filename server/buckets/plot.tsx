import type { NeedCount } from "@widthwise/worker/needs";
import type { VNode } from "preact";
import type { WidthBuckets } from "widthwise";
import { drawNeededWidths } from "widthwise/tuning";

/**
 * How many photos needed which width, and where today's and the recommended buckets are.
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
	// Numbers, and words of our own.
	return <figure class="plot" dangerouslySetInnerHTML={{ __html }} />;
}
