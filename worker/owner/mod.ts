/**
 * What is kept of the owner: password and sessions.
 *
 * @module
 */
export type { OwnerRecords, SessionRecord } from "./owner-records.ts";
