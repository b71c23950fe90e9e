/** A body that goes on from where an upload stands, to be cut into pieces. */
export type PouredBody = {
	readonly body: AsyncIterable<Uint8Array>;
	/** Where the body begins in the upload, in bytes. */
	readonly offset: number;
	/** Bytes of the whole upload. */
	readonly size: number;
	/** Bytes of every piece but the last. */
	readonly pieceBytes: number;
	/** The bytes between the beginning of the piece that is under way and `offset`. */
	readonly begun: Uint8Array;
	/** Takes a whole piece, or the upload's last one; while it does, the next one is read. */
	send(position: number, bytes: Uint8Array): Promise<void>;
	/** Takes what is left at the body's end, less than a piece. */
	keep(position: number, bytes: Uint8Array): Promise<void>;
};

/**
 * Cuts a body into pieces at fixed places and sends them one after the other, through two buffers.
 * Where the body breaks off, what has come is kept, and it rejects with what the body rejects with.
 * Resolves to the upload's new offset.
 *
 * @example
 * const offset = await sendPieces({ body, offset: 0, size, pieceBytes: 8_000_000, begun, send, keep });
 */
export async function sendPieces(poured: PouredBody): Promise<number> {
	const { body, offset, size, pieceBytes, begun } = poured;
	let position = offset - begun.length;
	let piece = new Uint8Array(Math.min(pieceBytes, size - position));
	let filled = begun.length;
	let inTransit: Uint8Array<ArrayBuffer> = new Uint8Array();
	let sent = Promise.resolve();
	piece.set(begun);

	async function send(): Promise<void> {
		await sent;
		sent = poured.send(position, piece);
		// Noticed with the next piece, or at the end.
		sent.catch(() => {});
		position += piece.length;
		filled = 0;
		// What has been sent is free for the next piece.
		const length = Math.min(pieceBytes, size - position);
		const free = inTransit.length < length ? new Uint8Array(length) : inTransit.subarray(0, length);
		[inTransit, piece] = [piece, free];
	}
	async function take(chunk: Uint8Array): Promise<void> {
		for (let taken = 0; taken < chunk.length; ) {
			if (piece.length === 0) throw new Error(`More than the ${size} bytes that were announced`);
			const some = chunk.subarray(taken, taken + piece.length - filled);
			piece.set(some, filled);
			filled += some.length;
			taken += some.length;
			if (filled === piece.length) await send();
		}
	}
	async function end(): Promise<number> {
		await sent;
		const reached = position + filled;
		if (filled > 0 && reached > offset) await poured.keep(position, piece.subarray(0, filled));
		return reached;
	}
	try {
		for await (const chunk of body) await take(chunk);
	} catch (error) {
		await end();
		throw error;
	}
	return end();
}
