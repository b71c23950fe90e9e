/**
 * What a photo says of itself, as one record.
 *
 * @module
 */
export type { Position } from "./position.ts";
export { type PhotoMetadata, readMetadata } from "./read.ts";
