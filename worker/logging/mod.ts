/**
 * The log of a process.
 *
 * @module
 */
export type { Log, LogFields, LogLevel } from "./log.ts";
export { openLog } from "./open-log.ts";
