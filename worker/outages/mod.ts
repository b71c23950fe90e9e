/**
 * What to do while a server that we need is unreachable.
 *
 * @module
 */
export { isUnreachable } from "./connection-errors.ts";
export { isDiskFull } from "./disk-full.ts";
export { quietOutages } from "./quiet-outages.ts";
export type { MissingPart } from "./readiness.ts";
export { tryAll } from "./try-all.ts";
