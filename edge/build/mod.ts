/**
 * Builds the bundles to deploy: the function's script and the Lambdas' zips.
 *
 * @module
 */
export { type Bundles, buildBundles } from "./bundles.ts";
export { buildViewerRequest } from "./cloudfront-function.ts";
export { buildLambda, bundleModules, ORIGIN_REQUEST } from "./lambda.ts";
export { type Files, zipFiles } from "./zip.ts";
