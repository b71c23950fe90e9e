/**
 * Where originals and public photos are kept.
 *
 * @module
 */
export { removeStale } from "./remove-stale.ts";
