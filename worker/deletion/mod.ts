/**
 * How a photo is deleted for good.
 *
 * @module
 */
export type { Deletion } from "./deletion.ts";
