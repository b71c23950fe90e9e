/**
 * Returns the compressed pixels of a still picture as they are in its file, including chunk
 * headers.
 */
export function compressedPart(type: "jpeg" | "png" | "webp", bytes: Uint8Array): Uint8Array {
	switch (type) {
		case "jpeg":
			return bytes.subarray(indexOf(bytes, Uint8Array.of(0xff, 0xda)));
		case "png":
			return bytes.subarray(indexOf(bytes, "IDAT") - 4, indexOf(bytes, "IEND"));
		case "webp": {
			const start = indexOf(bytes, "VP8L");
			const length = new DataView(bytes.buffer, bytes.byteOffset + start).getUint32(4, true);
			return bytes.subarray(start, start + 8 + length + (length % 2));
		}
	}
}

function indexOf(bytes: Uint8Array, needle: string | Uint8Array): number {
	return Buffer.from(bytes).indexOf(needle);
}
