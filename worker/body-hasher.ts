/** Hashes a body that arrives in chunks; see {@link createBodyHasher}. */
export type BodyHasher = {
	/** Takes the next chunk, which must not change afterwards. */
	update(chunk: Uint8Array): void;
	/** The hash of everything, in lower-case hex; once, at the end. */
	digest(): string;
};

/** Bytes that may wait to be hashed. */
const BACKLOG_BYTES = 8_000_000;

/**
 * A SHA-256 that lets chunks wait while they arrive and hashes them when it must, at the latest at the
 * end: a photo's whole hash is then made while the disk syncs, when there is nothing else to do.
 *
 * @example
 * const hasher = createBodyHasher();
 * for await (const chunk of body) hasher.update(chunk);
 * const id = hasher.digest().slice(0, 32);
 */
export function createBodyHasher(): BodyHasher {
	const hash = new Bun.CryptoHasher("sha256");
	let backlog: Uint8Array[] = [];
	let waiting = 0;
	const catchUp = (): void => {
		for (const chunk of backlog) hash.update(chunk);
		backlog = [];
		waiting = 0;
	};
	return {
		update(chunk) {
			backlog.push(chunk);
			waiting += chunk.length;
			if (waiting > BACKLOG_BYTES) catchUp();
		},
		digest() {
			catchUp();
			return hash.digest("hex");
		},
	};
}
