import { kindOf } from "../../arguments/kind-of.ts";
import { invalidArgument, type WidthwiseError } from "../../errors.ts";

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
	throw notBytes("a Uint8Array, an ArrayBuffer or a Blob", input);
}

/**
 * Checks that an argument is an array of bytes, where a promise of them would be of no use.
 *
 * @throws {WidthwiseError} `invalid-argument`
 *
 * @example
 * checkBytes(Uint8Array.of(1, 2));
 */
export function checkBytes(bytes: Uint8Array): void {
	if (!ArrayBuffer.isView(bytes)) throw notBytes("a Uint8Array", bytes);
}

function notBytes(expected: string, got: unknown): WidthwiseError {
	const hint =
		typeof got === "string"
			? ": read the file first"
			: got instanceof Response
				? ": pass what its arrayBuffer() resolves to"
				: "";
	return invalidArgument(`The bytes of an image must be ${expected}; got ${kindOf(got)}${hint}`);
}
