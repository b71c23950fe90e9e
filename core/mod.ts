/**
 * Widthwise: image widths on demand. This entry point uses only Web standards. Parts that need a
 * runtime or a native codec are sub-paths (`widthwise/store/folder`, `widthwise/engine/vips`, ...).
 *
 * @module
 */

export type { Engine } from "./engines/engine.ts";
export { ERROR_CODES, type ErrorCode, WidthwiseError } from "./errors.ts";
export { probeImage } from "./formats/probe.ts";
export { createImageHandler, type ImageHandler } from "./handler/image-handler.ts";
export { type PhotoMetadata, readMetadata } from "./metadata/read.ts";
export { publish } from "./photo/publish.ts";
export { unpublish } from "./photo/unpublish.ts";
export { strip } from "./privacy/strip.ts";
export { verify } from "./privacy/verify.ts";
export { resize, resizeAll } from "./resize/resize.ts";
export type { Source } from "./source/source.ts";
export { createMemoryStore } from "./store/memory.ts";
export type { Store } from "./store/store.ts";
export type { ImageFormat } from "./url/format.ts";
export { IMAGE_ID, PATH_ID } from "./url/id-form.ts";
export { formatImageUrl, parseImageUrl } from "./url/image-url.ts";
export { srcset } from "./url/srcset.ts";
export { urlGrammar } from "./url/url-grammar.ts";
export { DEFAULT_BUCKETS, parseBuckets, snapWidth, type WidthBuckets } from "./url/width.ts";
