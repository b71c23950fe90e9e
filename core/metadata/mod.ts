/**
 * Reads a photo's metadata (EXIF, XMP, IPTC, PNG texts) into one record.
 *
 * @module
 */
export type { Exposure } from "./exposure.ts";
export type { Position } from "./position.ts";
export { type PhotoMetadata, readMetadata } from "./read.ts";
