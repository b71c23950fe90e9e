/**
 * Widthwise: image widths on demand. This entry point uses only Web standards. Parts that need a
 * runtime or a native codec are sub-paths (`widthwise/store/folder`, `widthwise/engine/vips`, ...).
 *
 * @module
 */

export type { Qualities } from "./delivery/check-options.ts";
export {
	createDelivery,
	type Delivery,
	type ImageAnswer,
	type ImageOrigin,
	type OnAnswered,
} from "./delivery/deliver.ts";
export type { ErrorResponseOptions } from "./delivery/error-response.ts";
export {
	createVariants,
	type Engines,
	type ReadyImage,
	type Variants,
} from "./delivery/variants.ts";
export type { EncodedImage, Encoder, Engine, Output, RawImage } from "./engines/engine.ts";
export { ERROR_CODES, type ErrorCode, WidthwiseError } from "./errors.ts";
export type { ByteSource } from "./formats/bytes/byte-source.ts";
export type { Blocks, Probe } from "./formats/container/container.ts";
export type { FreshExif, Orientation } from "./formats/exif/exif.ts";
export type { OpenPhoto } from "./formats/open-photo.ts";
export { probeImage } from "./formats/probe.ts";
export { type ImageType, INPUT_FORMATS } from "./formats/tables/input.ts";
export {
	createImageHandler,
	type ImageHandler,
	type ImageHandlerOptions,
} from "./handler/image-handler.ts";
export { type PhotoMetadata, readMetadata } from "./metadata/read.ts";
export { type Published, publish } from "./photo/publish.ts";
export { unpublish } from "./photo/unpublish.ts";
export { type StripOptions, strip } from "./privacy/strip.ts";
export { verify } from "./privacy/verify.ts";
export type { Source, SourceImage } from "./source/source.ts";
export { createMemoryStore } from "./store/memory.ts";
export type { LocalFile, ObjectInfo, PutOptions, Store, StoredObject } from "./store/store.ts";
export type { ImageFormat } from "./url/format.ts";
export { type IdForm, IMAGE_ID, PATH_ID } from "./url/id-form.ts";
export { isImageId } from "./url/image-id.ts";
export type { ImageRequest } from "./url/image-request.ts";
export { formatImageUrl, parseImageUrl } from "./url/image-url.ts";
export { srcset } from "./url/srcset.ts";
export { type UrlGrammar, urlGrammar } from "./url/url-grammar.ts";
export { DEFAULT_BUCKETS, parseBuckets, snapWidth, type WidthBuckets } from "./url/width.ts";
