/** A file to put into a store, which may move or link it instead of copying it. */
export type LocalFile = {
	/** Absolute path. After `put` the file may be gone; if it is not, it must not be written to. */
	readonly path: string;
	/** Bytes. */
	readonly size: number;
	/** Streams the file's bytes, for stores that cannot move a file. */
	stream(): ReadableStream<Uint8Array>;
};

/** An object without its bytes. */
export type ObjectInfo = {
	readonly key: string;
	/** Bytes. */
	readonly size: number;
	readonly contentType: string;
	/** Small values stored with the bytes: keys in lower case, values in printable ASCII. */
	readonly metadata: Readonly<Record<string, string>>;
	/** A text that changes whenever the object is replaced; left out by stores that have none. */
	readonly version?: string | undefined;
};

/** An object's info and its bytes. */
export type StoredObject = ObjectInfo & {
	/** Reads all bytes at once. Call either `bytes` or `stream`, once. */
	bytes(): Promise<Uint8Array<ArrayBuffer>>;
	/** Reads the bytes as a stream. */
	stream(): ReadableStream<Uint8Array>;
};

/** How to store an object. */
export type PutOptions = {
	readonly contentType: string;
	readonly metadata?: Readonly<Record<string, string>>;
	/** Do not replace an existing object: `put` returns `false` instead. */
	readonly ifAbsent?: boolean;
	/**
	 * The key of an object that this one belongs to. A store that has `deleteAll` stores nothing if it does
	 * not exist: `put` returns `false`. Other stores ignore it.
	 */
	readonly beside?: string;
};

/**
 * An object store. Keys are segments of `[a-zA-Z0-9._-]` joined by `/`; a key must not be a folder
 * of another one, such as `a` and `a/b`. When `put` has resolved, the object survives a crash. A
 * reader sees the old object, the new one or none, never a part of one. Calls reject with a
 * `WidthwiseError` if the store fails: `unavailable`, `disk-full` or `misconfigured`.
 */
export type Store = {
	/** Stores an object. Returns `false` if `ifAbsent` or `beside` forbid it. */
	put(key: string, body: Uint8Array | LocalFile, options: PutOptions): Promise<boolean>;
	/** Opens an object; `null` if it does not exist. */
	get(key: string): Promise<StoredObject | null>;
	/** Reads an object's info; `null` if it does not exist. */
	head(key: string): Promise<ObjectInfo | null>;
	/**
	 * Reads the bytes from `start` to `end`, both included, fewer at the end; `null` if there is no
	 * object.
	 */
	getRange(key: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer> | null>;
	/** Deletes an object, if it exists. */
	delete(key: string): Promise<void>;
	/**
	 * Deletes all objects below a prefix, such as `photos/ab/`. They disappear at the same moment, also for
	 * other programs, and what is put `beside` one of them meanwhile disappears with it or is not stored.
	 * Left out by stores that cannot do this.
	 */
	deleteAll?(prefix: string): Promise<void>;
	/** Lists the keys that start with `prefix`, in any order. */
	list(prefix: string): AsyncIterable<string>;
};
