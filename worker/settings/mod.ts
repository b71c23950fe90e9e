/**
 * The settings that server and workers share.
 *
 * @module
 */
export type { Environment, StoreLocation } from "widthwise/settings";
export { type PipelineSettings, pipelineSettings } from "./pipeline-settings.ts";
