/**
 * The buffers behind some bytes, to be moved to another thread instead of copied.
 *
 * @example
 * port.postMessage(pictures, transferables(pictures));
 */
export function transferables(views: readonly Uint8Array[]): ArrayBuffer[] {
	return views.flatMap(({ buffer }) => (buffer instanceof ArrayBuffer ? [buffer] : []));
}
