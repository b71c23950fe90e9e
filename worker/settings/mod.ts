/**
 * The settings that server and workers share.
 *
 * @module
 */
export type { Environment, StorePlace } from "widthwise/settings";
export { readEnvironment } from "./environment.ts";
export { type PipelineSettings, pipelineSettings } from "./pipeline-settings.ts";
