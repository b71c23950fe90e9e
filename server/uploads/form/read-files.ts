import { WidthwiseError } from "widthwise";
import { readFileParts } from "./file-parts.ts";
import { readParameters } from "./parameters.ts";

/** The maximum number of files in one form. */
export const MAX_FILES = 1000;

/** RFC 2046, 5.1.1 allows 70 characters; some clients send more. */
const MAX_BOUNDARY_LENGTH = 200;

/**
 * Handles one file of a form. A chunk of the body is valid until the next one is requested or the
 * handler has settled.
 */
export type HandleFile<T> = (
	field: string,
	filename: string,
	body: AsyncIterable<Uint8Array>,
) => Promise<T>;

/**
 * Reads the files of a `multipart/form-data` body as a stream. Each file is passed to `handle`
 * while it arrives, so no file is in memory as a whole. Bytes that `handle` does not read are
 * discarded, so a refused file does not stop the next one. The next file is read as soon as
 * `handle` has read the body.
 *
 * @returns the outcome of each file, in the form's order; empty file inputs are left out
 * @throws {WidthwiseError} `bad-request` if the body is not a valid form or is cut off
 *
 * @example
 * const results = await readFiles(request, (field, filename, body) => receive(filename, body));
 */
export async function readFiles<T>(
	request: Request,
	handle: HandleFile<T>,
): Promise<readonly PromiseSettledResult<T>[]> {
	const boundary = boundaryOf(request.headers.get("content-type") ?? "");
	const results: Promise<T>[] = [];
	let isTooMany = false;
	try {
		const parts = readFileParts(request.body ?? emptyBody(), boundary);
		for await (const { field, filename, body, consumed } of parts) {
			// A form without a chosen file has one part without a name.
			if (filename === "") continue;
			isTooMany = results.length === MAX_FILES;
			if (isTooMany) continue;
			const result = handle(field, filename, body);
			results.push(result);
			// Rejections are handled when the form has ended; until then they must not count as
			// unhandled.
			await Promise.race([consumed, result.catch(() => {})]);
		}
	} catch (cause) {
		// The file that was cut off has failed in its handler too; the files before it are complete.
		await Promise.allSettled(results);
		throw cause instanceof WidthwiseError ? cause : cutOff(cause);
	}
	if (isTooMany) results.push(Promise.reject(tooManyFiles()));
	return Promise.allSettled(results);
}

function boundaryOf(contentType: string): string {
	const boundary = readParameters(contentType).get("boundary") ?? "";
	const isForm = /^multipart\/form-data\s*;/i.test(contentType);
	if (isForm && boundary !== "" && boundary.length <= MAX_BOUNDARY_LENGTH) return boundary;
	throw new WidthwiseError(
		"bad-request",
		"Send the photos as multipart/form-data, in the field photos",
	);
}

async function* emptyBody(): AsyncGenerator<Uint8Array, void> {}

function cutOff(cause: unknown): WidthwiseError {
	return new WidthwiseError("bad-request", "The upload was cut off: send it again", {
		cause,
	});
}

function tooManyFiles(): WidthwiseError {
	return new WidthwiseError(
		"bad-request",
		`Send at most ${MAX_FILES} files at once: the rest were skipped`,
	);
}
