/** A local file handed to a store, which may move or link it instead of copying it. */
export type LocalFile = {
	/** Absolute path; after `put` the file may be gone, and must not be written to if it is not. */
	readonly path: string;
	/** Bytes. */
	readonly size: number;
	/** The file's bytes, for stores that cannot move a file. */
	stream(): ReadableStream<Uint8Array>;
};

/** What is known of an object without its bytes. */
export type ObjectInfo = {
	readonly key: string;
	/** Bytes. */
	readonly size: number;
	readonly contentType: string;
	/** Small facts kept beside the bytes; keys lower-case, values printable ASCII. */
	readonly metadata: Readonly<Record<string, string>>;
};

/** An object's info and its bytes. */
export type StoredObject = ObjectInfo & {
	/** All bytes at once. */
	bytes(): Promise<Uint8Array<ArrayBuffer>>;
	/** The bytes as a stream; call one of the two, once. */
	stream(): ReadableStream<Uint8Array>;
};

/** How an object is kept. */
export type PutOptions = {
	readonly contentType: string;
	readonly metadata?: Readonly<Record<string, string>>;
	/** Leave an existing object as it is: then `put` answers `false`. */
	readonly ifAbsent?: boolean;
};

/**
 * An object store: keys are paths of `[a-zA-Z0-9._-]` segments joined by `/`. One key must not be a
 * folder of another (`a` and `a/b`). When `put` has
 * resolved, the object survives a crash; a reader sees the old object, the new one or none, never a
 * part. Every call rejects with a `WidthwiseError` (`unavailable`, `disk-full`, `misconfigured`) when
 * the store itself fails.
 */
export type Store = {
	/** Stores an object; `false` if `ifAbsent` was asked for and it was there. */
	put(key: string, body: Uint8Array | LocalFile, options: PutOptions): Promise<boolean>;
	/** `null` if there is none. */
	get(key: string): Promise<StoredObject | null>;
	/** `null` if there is none. */
	head(key: string): Promise<ObjectInfo | null>;
	/** Bytes `start` to `end` (inclusive) of an object, fewer at its end; `null` if there is none. */
	getRange(key: string, start: number, end: number): Promise<Uint8Array | null>;
	/** Removes an object; nothing happens if there is none. */
	delete(key: string): Promise<void>;
	/** Keys that start with `prefix`, in no promised order. */
	list(prefix: string): AsyncIterable<string>;
};
