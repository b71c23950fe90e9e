/** A body that continues an upload, and how its pieces are sent. */
export type PieceTransfer = {
	readonly body: AsyncIterable<Uint8Array>;
	/** The body's offset in the upload, in bytes. */
	readonly offset: number;
	/** Bytes of the complete upload. */
	readonly size: number;
	/** Bytes of every piece except the last. */
	readonly pieceBytes: number;
	/** The bytes from the beginning of the current piece to `offset`. */
	readonly pieceStart: Uint8Array;
	/** Sends a full piece, or the upload's last one, while the next one is read. */
	send(position: number, bytes: Uint8Array): Promise<void>;
	/** Stores the rest at the end of the body, which is shorter than a piece. */
	storeRest(position: number, bytes: Uint8Array): Promise<void>;
};

/**
 * Cuts a body into pieces at fixed offsets and sends them one after another, through two buffers.
 * Resolves to the upload's new offset. If the body fails, the bytes that arrived are stored, and
 * the call rejects with the body's error.
 *
 * @example
 * const offset = await sendPieces({ body, offset: 0, size, pieceBytes: 8_000_000, ... });
 */
export async function sendPieces(transfer: PieceTransfer): Promise<number> {
	const { body, offset, size, pieceBytes, pieceStart } = transfer;
	let position = offset - pieceStart.length;
	let piece = new Uint8Array(Math.min(pieceBytes, size - position));
	let filled = pieceStart.length;
	let inTransit: Uint8Array<ArrayBuffer> = new Uint8Array();
	let sent = Promise.resolve();
	piece.set(pieceStart);

	async function send(): Promise<void> {
		await sent;
		sent = transfer.send(position, piece);
		// A failure is noticed with the next piece, or at the end.
		sent.catch(() => {});
		position += piece.length;
		filled = 0;
		// The buffer of the piece that has been sent is free for the next one.
		const length = Math.min(pieceBytes, size - position);
		const free = inTransit.length < length ? new Uint8Array(length) : inTransit.subarray(0, length);
		[inTransit, piece] = [piece, free];
	}
	async function append(chunk: Uint8Array): Promise<void> {
		for (let copied = 0; copied < chunk.length; ) {
			if (piece.length === 0) throw new Error(`More bytes than the upload's length of ${size}`);
			const bytes = chunk.subarray(copied, copied + piece.length - filled);
			piece.set(bytes, filled);
			filled += bytes.length;
			copied += bytes.length;
			if (filled === piece.length) await send();
		}
	}
	async function end(): Promise<number> {
		await sent;
		const reached = position + filled;
		if (filled > 0 && reached > offset) {
			await transfer.storeRest(position, piece.subarray(0, filled));
		}
		return reached;
	}
	try {
		for await (const chunk of body) await append(chunk);
	} catch (error) {
		await end();
		throw error;
	}
	return end();
}
