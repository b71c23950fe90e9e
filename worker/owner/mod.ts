/**
 * The owner's password and sessions, as records.
 *
 * @module
 */
export type { OwnerRecords, SessionRecord } from "./owner-records.ts";
