/**
 * Postgres, or the embedded one.
 *
 * @module
 */
export type { PhotoLock } from "./photo-lock.ts";
