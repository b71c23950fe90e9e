import { WidthwiseError } from "../../../core/errors.ts";
import { readFileParts } from "../../../server/uploads/form/file-parts.ts";
import { mustEqual } from "../finds.ts";

const BOUNDARY = "xYzZY";

/** Reads a form in pieces of which the first byte says the size, and in one; both have the same files. */
export async function fuzz(data: Uint8Array): Promise<void> {
	const [size = 0] = data;
	const form = new Uint8Array(data.subarray(1));
	const whole = await readForm(form, form.length + 1);
	mustEqual(await readForm(form, size + 1), whole, "it does not matter where a form is cut");
}

/** The files of a form, or that it cannot be read. */
async function readForm(form: Uint8Array, size: number): Promise<readonly unknown[]> {
	const files: unknown[] = [];
	try {
		for await (const { field, filename, body } of readFileParts(piecesOf(form, size), BOUNDARY)) {
			const file: number[] = [];
			for await (const chunk of body) file.push(...chunk);
			files.push([field, filename, file]);
		}
	} catch (error) {
		if (!isExpected(error)) throw error;
		files.push("unreadable");
	}
	return files;
}

async function* piecesOf(form: Uint8Array, size: number): AsyncGenerator<Uint8Array, void> {
	// The reader takes over what it gets.
	for (let at = 0; at < form.length; at += size) yield form.slice(at, at + size);
}

/** A refusal, or that the form ended too early, which is no error of its sender's alone. */
function isExpected(error: unknown): boolean {
	if (error instanceof WidthwiseError) return true;
	return error instanceof Error && error.message === "The bytes ended too early";
}
