/**
 * The Lambda that publishes originals, without an engine.
 *
 * @module
 */
export { readValidateSettings } from "./settings.ts";
export { createValidate } from "./validate.ts";
