/**
 * Chooses buckets: what a list costs, the cheapest list of each length, and how many to use.
 *
 * @module
 */
export { countByWidth, type WidthCount } from "./candidates.ts";
export { type BucketCost, bucketCost, requestsByBucket, squareArea } from "./cost.ts";
export { type BucketChoice, type BucketRules, optimalBuckets } from "./optimal.ts";
export { type Recommendation, recommendBuckets, WORTHWHILE_SHARE } from "./recommend.ts";
