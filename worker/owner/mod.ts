/**
 * The owner's token, and the password and sessions as records.
 *
 * @module
 */

export type { OwnerRecords, SessionRecord } from "./owner-records.ts";
export { loadOwnerToken } from "./owner-token.ts";
