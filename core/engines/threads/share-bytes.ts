/**
 * Copies a file into memory that threads share: it is posted to any number of them without another copy.
 * Nothing may change it while a thread reads it.
 *
 * @example
 * const original = shareBytes(await readFile(path));
 * const metadata = await inspector.readMetadata(original);
 */
export function shareBytes(bytes: Uint8Array): Uint8Array {
	const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
	shared.set(bytes);
	return shared;
}
