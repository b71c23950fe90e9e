/**
 * Widthwise: image widths on demand. Web standards only; what needs a runtime or a native codec lives
 * behind sub-paths (`widthwise/store/folder`, `widthwise/engine/vips`, ...).
 *
 * @module
 */
export { countByWidth, type WidthCount } from "./buckets/candidates.ts";
export {
	type BucketCost,
	bucketCost,
	requestsByBucket,
	squareArea,
} from "./buckets/cost.ts";
export { type BucketChoice, type BucketRules, optimalBuckets } from "./buckets/optimal.ts";
export { type Recommendation, recommendBuckets, WORTHWHILE_SHARE } from "./buckets/recommend.ts";
export {
	createDelivery,
	type Delivery,
	type ImageAnswer,
	type ImageOrigin,
	type OnAnswered,
} from "./deliver.ts";
export { type ErrorCode, HTTP_STATUS, httpStatus, WidthwiseError } from "./errors.ts";
export { matchesEtag } from "./etag.ts";
export { type ByteSource, byteSource } from "./image/byte-source.ts";
export type { EncodedImage, Encoder, Engine, Output, RawImage } from "./image/engine.ts";
export { measureEngine, type OnRun } from "./image/measure.ts";
export { checkPixels, type Probe, probeImage, uprightSize } from "./image/probe.ts";
export { type ImageType, requireImageType, SNIFF_BYTES, sniff } from "./image/sniff.ts";
export {
	type MasterFacts,
	masterKey,
	mezzanineKey,
	photoPrefix,
	readMasterFacts,
} from "./master.ts";
export type { Credit } from "./metadata/exif.ts";
export { type PhotoMetadata, readMetadata } from "./metadata/read.ts";
export { type StripOptions, stripMetadata } from "./metadata/strip.ts";
export { verifyStripped } from "./metadata/verify.ts";
export { originalKey, parseOriginalKey } from "./original.ts";
export { type Published, publish } from "./publish.ts";
export { cutSize, MASTER_EDGE, masterSize, type Size } from "./sizes.ts";
export { createMemoryStore } from "./store/memory.ts";
export type { LocalFile, ObjectInfo, PutOptions, Store, StoredObject } from "./store/store.ts";
export { createTurns, type InTurn } from "./store/turns.ts";
export { acceptsWebp } from "./url/accept.ts";
export { formatImageUrl, type ImageRequest, imagePath, parseImageUrl } from "./url/image-url.ts";
export type { Refusal, Result, UrlErrorCode } from "./url/result.ts";
export { srcset } from "./url/srcset.ts";
export {
	type Cut,
	chooseVariant,
	type ImageFormat,
	neededWidth,
	parseVariantKey,
	type Variant,
	variantKey,
} from "./url/variant.ts";
export { DEFAULT_BUCKETS, parseBuckets, snapWidth, type WidthBuckets } from "./url/width.ts";
export {
	CONTENT_TYPE,
	createVariants,
	type Engines,
	type ReadyImage,
	VARIANT_QUALITY,
	type Variants,
} from "./variants.ts";
export { formatVerdict, isFinal, parseVerdict, type Verdict, verdictKey } from "./verdict.ts";
export { withdraw } from "./withdraw.ts";
