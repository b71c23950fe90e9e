/**
 * How a photo is deleted for good.
 *
 * @module
 */
export type { Removal } from "./removal.ts";
