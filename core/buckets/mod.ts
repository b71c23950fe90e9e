/**
 * Which widths are worth having: what a list of buckets costs, the best list, and advice.
 *
 * @module
 */
export { countByWidth, type WidthCount } from "./candidates.ts";
export { type BucketCost, bucketCost, requestsByBucket, squareArea } from "./cost.ts";
export { type BucketChoice, type BucketRules, optimalBuckets } from "./optimal.ts";
export { type Recommendation, recommendBuckets, WORTHWHILE_SHARE } from "./recommend.ts";
