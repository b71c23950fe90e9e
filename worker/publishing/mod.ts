/**
 * How received photos are published.
 *
 * @module
 */
export type { PublishAgain } from "./publish-again.ts";
