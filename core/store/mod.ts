/**
 * The interface of stores, for authors of others than those in `widthwise/store/*`, and a store in
 * memory.
 *
 * @module
 */
export { createMemoryStore } from "./memory.ts";
export type { LocalFile, ObjectInfo, PutOptions, Store, StoredObject } from "./store.ts";
