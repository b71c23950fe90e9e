/**
 * Lists the buffers behind some bytes, to move them to another thread instead of copying.
 *
 * @example
 * port.postMessage(pictures, transferables(pictures));
 */
export function transferables(views: readonly Uint8Array[]): ArrayBuffer[] {
	return views.flatMap(({ buffer }) => (buffer instanceof ArrayBuffer ? [buffer] : []));
}
