import { Upload } from "@tus/server";
import { isDiskFull } from "@widthwise/worker/outages";
import { WidthwiseError } from "widthwise";

/** What became of an upload whose bytes arrived whole. */
export type Outcome = {
	readonly photoId: string;
	/** Whether the same file was here already. */
	readonly isKnown: boolean;
};

/** An upload as it stands. */
export type Staged = {
	/** Its `offset` says how many bytes are safe. */
	readonly upload: Upload;
	/** `null` while it is under way. */
	readonly outcome: Outcome | null;
};

/**
 * Where uploads stay that have not arrived whole yet: apart from the photos, because a photo is named
 * after the hash of all its bytes, which nobody knows before the last one. Ids are 32 hex digits. One
 * upload is written to by one at a time; that is the callers' business.
 *
 * What cannot be done rejects with a `WidthwiseError` (`unavailable`, `disk-full`, `busy`).
 */
export type Staging = {
	/** How long an upload may take, and its outcome be asked for, in milliseconds. */
	readonly keepMs: number;
	/** Begins an upload. */
	begin(upload: Upload): Promise<void>;
	/** An upload; `null` if there is none, or none any more. */
	find(uploadId: string): Promise<Staged | null>;
	/** The first bytes of an upload under way that has at least as many. */
	firstBytes(uploadId: string, count: number): Promise<Uint8Array>;
	/**
	 * Adds bytes to an upload under way, from its offset on; resolves to the new offset. A body that
	 * breaks off rejects, and what has come of it stays.
	 */
	write(uploadId: string, offset: number, body: AsyncIterable<Uint8Array>): Promise<number>;
	/** Does something with a whole upload as a file on this machine, which may be gone afterwards. */
	withFile<T>(upload: Upload, work: (path: string) => Promise<T>): Promise<T>;
	/** Notes what became of an upload, so that who lost the answer can ask again; its bytes may go. */
	finish(upload: Upload, outcome: Outcome): Promise<void>;
	/** Forgets an upload, whatever state it is in. */
	remove(uploadId: string): Promise<void>;
	/** Forgets what was begun, or finished, so long ago that nobody may go on with it. */
	removeExpired(): Promise<void>;
};

/** An upload as it is written down, with what became of it. */
export type StagedRecord = Upload & { readonly outcome?: Outcome };

/**
 * An upload as it stands, from what is written down of it.
 *
 * @param offset bytes that are safe
 *
 * @example
 * const { upload } = stagedOf(record, uploadId, 8_000_000);
 */
export function stagedOf(record: StagedRecord, id: string, offset: number): Staged {
	const { outcome = null, ...known } = record;
	return { upload: Object.assign(new Upload({ id, offset }), known, { id, offset }), outcome };
}

/**
 * The failure of keeping bytes, in words for the photographer; what has such words already stays.
 *
 * @example
 * throw notKept(error);
 */
export function notKept(cause: unknown): WidthwiseError {
	if (cause instanceof WidthwiseError) return cause;
	const message = "The server could not keep the upload: see whether its disk is full";
	return new WidthwiseError(isDiskFull(cause) ? "disk-full" : "unavailable", message, { cause });
}
