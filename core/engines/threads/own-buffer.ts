import { copyOf } from "../../formats/bytes/bytes.ts";

/**
 * Returns bytes that fill the buffer behind them; copies them if they are a part of it. Posting a view to
 * a thread copies the entire buffer.
 *
 * @example
 * port.postMessage(ownBuffer(bytes));
 */
export function ownBuffer(bytes: Uint8Array): Uint8Array {
	return bytes.byteLength === bytes.buffer.byteLength ? bytes : copyOf(bytes);
}
