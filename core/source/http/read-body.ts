import type { IncomingMessage } from "node:http";
import { requireImageType, SNIFF_BYTES } from "../../formats/sniff.ts";
import { originalTooLarge } from "../errors.ts";

/**
 * Reads the body of a response, if it is an image by its first bytes and not too large. Else the
 * connection is closed before more arrives.
 *
 * @param maxBytes how many bytes are read at most
 *
 * @throws {WidthwiseError} `file-too-large`, `not-an-image`, `unsupported-format` or `empty-file`
 *
 * @example
 * const bytes = await readImage(response, 64e6);
 */
export async function readImage(
	response: IncomingMessage,
	maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
	try {
		if (Number(response.headers["content-length"] ?? 0) > maxBytes)
			throw originalTooLarge(maxBytes);
		const chunks: Uint8Array[] = [];
		let length = 0;
		let isSniffed = false;
		for await (const chunk of response) {
			if (!(chunk instanceof Uint8Array)) throw new Error("The body is text");
			chunks.push(chunk);
			length += chunk.length;
			if (length > maxBytes) throw originalTooLarge(maxBytes);
			if (!isSniffed && length >= SNIFF_BYTES) {
				requireImageType(joined(chunks, length));
				isSniffed = true;
			}
		}
		const bytes = joined(chunks, length);
		requireImageType(bytes.subarray(0, SNIFF_BYTES));
		return bytes;
	} finally {
		response.destroy();
	}
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(length);
	let at = 0;
	for (const chunk of chunks) {
		bytes.set(chunk, at);
		at += chunk.length;
	}
	return bytes;
}
