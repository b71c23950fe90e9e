/**
 * Runs the CloudFront Function on this machine.
 *
 * @module
 */
export { runCloudFrontFunction } from "./function-runtime.ts";
