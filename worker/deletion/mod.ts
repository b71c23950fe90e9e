/**
 * How a photo is deleted completely.
 *
 * @module
 */
export type { Deletion } from "./deletion.ts";
