/**
 * The Lambda@Edge that cuts what is missing, without an engine.
 *
 * @module
 */
export { originBucket } from "./origin-bucket.ts";
export { createOriginRequest } from "./origin-request.ts";
