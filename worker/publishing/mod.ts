/**
 * How a received photo is published.
 *
 * @module
 */
export type { PublishAgain } from "./publish-again.ts";
export type { Restore } from "./restore.ts";
