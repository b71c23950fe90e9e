import { invalidArgument } from "../../errors.ts";

/**
 * The bytes of a file, as programs have them: `readFile(path)`, `await response.arrayBuffer()`, a
 * `File` from a form, `Bun.file(path)`.
 */
export type ByteInput = Uint8Array | ArrayBuffer | Blob;

/**
 * Reads the bytes of a file that a caller passes. Arrays and buffers are not copied.
 *
 * @throws {WidthwiseError} `invalid-argument` for anything else, such as a path
 *
 * @example
 * await readBytes(new Blob(["ab"])); // Uint8Array.of(97, 98)
 */
export async function readBytes(input: ByteInput): Promise<Uint8Array> {
	// Arrays of another realm, such as Jest's, are not an instance of this realm's class.
	if (ArrayBuffer.isView(input)) {
		return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
	}
	if (input instanceof Blob) return new Uint8Array(await input.arrayBuffer());
	if (input instanceof ArrayBuffer) return new Uint8Array(input);
	throw invalidArgument(
		`The bytes of an image must be a Uint8Array, an ArrayBuffer or a Blob; got ${kindOf(input)}`,
	);
}

/**
 * Names the kind of a wrong argument, for a message.
 *
 * @example
 * kindOf("photo.jpg"); // "a string: read the file first"
 * kindOf(null); // "null"
 */
export function kindOf(value: unknown): string {
	if (typeof value === "string") return "a string: read the file first";
	if (value instanceof Response) return "a Response: pass what its arrayBuffer() resolves to";
	if (value instanceof Promise) return "a Promise: await it first";
	if (value === null || typeof value !== "object") return String(value);
	return `an object of ${value.constructor?.name ?? "no class"}`;
}
