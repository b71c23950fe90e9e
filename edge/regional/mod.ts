/**
 * The Lambda in the bucket's region that cuts missing variants, without an engine.
 *
 * @module
 */
export { createRegional } from "./regional.ts";
export { readRegionalSettings } from "./settings.ts";
