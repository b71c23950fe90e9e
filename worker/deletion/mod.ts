/**
 * How a photo is deleted: moved to the trash, or completely.
 *
 * @module
 */
export type { Deletion } from "./deletion.ts";
export type { Trash } from "./trash.ts";
