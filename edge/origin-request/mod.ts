/**
 * The Lambda@Edge that cuts missing variants, without an engine.
 *
 * @module
 */
export { originBucket } from "./origin-bucket.ts";
export { createOriginRequest } from "./origin-request.ts";
