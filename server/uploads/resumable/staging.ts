import { Upload } from "@tus/server";
import { isDiskFull } from "@widthwise/worker/outages";
import { WidthwiseError } from "widthwise";

/** The outcome of a complete upload. */
export type Outcome = {
	readonly photoId: string;
	/** Whether the photo was known already. */
	readonly isKnown: boolean;
};

/** The current state of an upload. */
export type Staged = {
	/** Its `offset` is the number of stored bytes. */
	readonly upload: Upload;
	/** `null` until the upload is complete. */
	readonly outcome: Outcome | null;
};

/**
 * Stores unfinished uploads. They are separate from the photos, whose ids are hashes of all their
 * bytes. Upload ids are 32 hex digits. Callers must ensure that an upload has one writer at a time.
 *
 * Failures reject with a `WidthwiseError` (`unavailable`, `disk-full`, `busy`).
 */
export type Staging = {
	/** How long an upload may take, and how long its outcome is available, in milliseconds. */
	readonly retentionMs: number;
	/** Begins an upload. */
	begin(upload: Upload): Promise<void>;
	/** Finds an upload; `null` if it is unknown, removed or expired. */
	find(uploadId: string): Promise<Staged | null>;
	/** Reads the first bytes of an unfinished upload that has at least `count` bytes. */
	firstBytes(uploadId: string, count: number): Promise<Uint8Array>;
	/**
	 * Appends bytes to an unfinished upload; resolves to the new offset. If the body fails, the call
	 * rejects, and the bytes that arrived are stored.
	 */
	write(uploadId: string, offset: number, body: AsyncIterable<Uint8Array>): Promise<number>;
	/** Does work with a complete upload as a local file, which may be moved or removed. */
	withFile<T>(upload: Upload, work: (path: string) => Promise<T>): Promise<T>;
	/** Stores the outcome of an upload, for clients that lost the response, and removes its bytes. */
	finish(upload: Upload, outcome: Outcome): Promise<void>;
	/** Removes an upload in any state. */
	remove(uploadId: string): Promise<void>;
	/** Removes the uploads that are older than `retentionMs`, finished or not. */
	removeExpired(): Promise<void>;
};

/** The stored record of an upload. */
export type StagedRecord = Upload & { readonly outcome?: Outcome };

/**
 * Builds the state of an upload from its record.
 *
 * @param offset the number of stored bytes
 *
 * @example
 * const { upload } = stagedOf(record, uploadId, 8_000_000);
 */
export function stagedOf(record: StagedRecord, id: string, offset: number): Staged {
	const { outcome = null, ...known } = record;
	return { upload: Object.assign(new Upload({ id, offset }), known, { id, offset }), outcome };
}

/**
 * Makes the error for bytes that could not be stored: `disk-full` or `unavailable`. A
 * `WidthwiseError` is returned as it is.
 *
 * @example
 * throw storageFailure(error);
 */
export function storageFailure(cause: unknown): WidthwiseError {
	if (cause instanceof WidthwiseError) return cause;
	if (isDiskFull(cause)) {
		const message =
			"The upload cannot be stored: the server's disk is full. Make space, then retry";
		return new WidthwiseError("disk-full", message, { cause });
	}
	const message = "The upload cannot be stored: the server's log has the reason. Retry later";
	return new WidthwiseError("unavailable", message, { cause });
}
