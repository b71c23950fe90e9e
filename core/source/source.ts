/** An original in a source, without its bytes. */
export type SourceImage = {
	/** A text that changes whenever the bytes change: an ETag, or modification time and size. */
	readonly version: string;
	/**
	 * Reads the bytes of this version. Rejects with a `WidthwiseError`: `file-too-large`, `busy` if there is
	 * another version meanwhile, or `unavailable`.
	 *
	 * @param maxBytes how many bytes are read at most
	 */
	read(maxBytes: number, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
};

/**
 * Originals that are kept somewhere else. Ids come from strangers: a source refuses what leads out of
 * it.
 */
export type Source = {
	/**
	 * Looks an original up; `null` if there is none. Rejects with a `WidthwiseError` if the source cannot
	 * be reached: `unavailable`.
	 *
	 * @param id a path, decoded: segments joined by `/`, none of them empty, `.` or `..`
	 */
	find(id: string, signal?: AbortSignal): Promise<SourceImage | null>;
};
