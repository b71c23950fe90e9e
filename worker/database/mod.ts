/**
 * A Postgres server, or the embedded PGlite.
 *
 * @module
 */
export type { PhotoLock } from "./photo-lock.ts";
