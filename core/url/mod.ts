/**
 * Image URLs: grammar, snapping, format negotiation and keys. Imports nothing and uses only the
 * JavaScript that CloudFront Functions and nginx's njs run.
 *
 * @module
 */
export { acceptsType } from "./accept.ts";
export {
	FALLBACK_FORMAT,
	type ImageFormat,
	NEGOTIATED_FORMATS,
	OUTPUT_FORMATS,
	type OutputFormat,
	parseFormat,
} from "./format.ts";
export { type IdForm, IMAGE_ID, PATH_ID } from "./id-form.ts";
export { isImageId } from "./image-id.ts";
export type { ImageRequest, WantedImage } from "./image-request.ts";
export { formatImageUrl, imagePath, imagePathPrefix, parseImageUrl } from "./image-url.ts";
export {
	masterKey,
	mezzanineKey,
	ORIGINALS_PREFIX,
	originalKey,
	PHOTOS_PREFIX,
	parseOriginalKey,
	parsePhotoKey,
	parseTrashKey,
	parseVariantKey,
	parseVerdictKey,
	photoPrefix,
	TRASH_PREFIX,
	trashKey,
	VERDICTS_PREFIX,
	variantKey,
	verdictKey,
} from "./keys.ts";
export { isPhotoId } from "./photo-id.ts";
export type { Refusal, Result, UrlErrorCode } from "./result.ts";
export type { Hmac } from "./signature.ts";
export { srcset } from "./srcset.ts";
export { type UrlGrammar, urlGrammar } from "./url-grammar.ts";
export { type Cut, chooseVariant, neededWidth, type Variant } from "./variant.ts";
export {
	DEFAULT_BUCKETS,
	MAX_WIDTH,
	parseBuckets,
	parseWidth,
	snapWidth,
	type WidthBuckets,
} from "./width.ts";
