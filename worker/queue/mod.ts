/**
 * The queue that wakes workers.
 *
 * @module
 */
export type { PhotoQueue } from "./queue.ts";
