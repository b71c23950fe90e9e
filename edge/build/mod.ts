/**
 * Builds what is deployed: the function's script, and the zips of the Lambdas.
 *
 * @module
 */
export { type Bundles, buildBundles } from "./bundles.ts";
export { buildViewerRequest } from "./cloudfront-function.ts";
export { bundleModules } from "./lambda.ts";
export { type Files, zipFiles } from "./zip.ts";
