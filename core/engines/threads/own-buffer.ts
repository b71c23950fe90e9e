import { copyOf } from "../../formats/bytes/bytes.ts";

/**
 * Returns bytes that fill the buffer behind them; copies them if they are a part of it. Posting a view to
 * a thread copies the entire buffer, unless threads share it.
 *
 * @example
 * port.postMessage(ownBuffer(bytes));
 */
export function ownBuffer(bytes: Uint8Array): Uint8Array {
	const isShared = !(bytes.buffer instanceof ArrayBuffer);
	return isShared || bytes.byteLength === bytes.buffer.byteLength ? bytes : copyOf(bytes);
}
