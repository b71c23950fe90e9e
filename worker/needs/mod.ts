/**
 * Which image widths pages needed, as visitors' browsers report it.
 *
 * @module
 */
export { type NeedsCollector, startNeedsCollector } from "./collector.ts";
export { type NeedCount, parseNeedsReport, type Slot } from "./need.ts";
export { type Needs, RECENT_DAYS, RETENTION_DAYS } from "./needs.ts";
export type { NeedsSources } from "./sources.ts";
