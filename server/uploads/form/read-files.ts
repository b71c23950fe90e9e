import { WidthwiseError } from "widthwise";
import { readFileParts } from "./file-parts.ts";

/** The most files that one form may carry. */
export const MAX_FILES = 1000;

/**
 * Takes one file of a form; what it resolves to is collected, whatever it rejects with as well. A chunk
 * of the body holds until the next is asked for, and until it is done.
 */
export type TakeFile<T> = (
	field: string,
	filename: string,
	body: AsyncIterable<Uint8Array>,
) => Promise<T>;

/**
 * Reads the files of a `multipart/form-data` body as a stream: each is handed to `take` while it
 * arrives, so no file is ever in memory as a whole. What `take` leaves unread is thrown away, so one
 * bad file does not stop the next; the next arrives while `take` is still busy with what it has read.
 *
 * @returns what became of each file, in the form's order; empty file inputs are left out
 * @throws {WidthwiseError} `bad-request` if this is no such form, or if it ends in the middle
 *
 * @example
 * const results = await readFiles(request, (field, filename, body) => receive(filename, body));
 */
export async function readFiles<T>(
	request: Request,
	take: TakeFile<T>,
): Promise<readonly PromiseSettledResult<T>[]> {
	const boundary = boundaryOf(request.headers.get("content-type") ?? "");
	const taken: Promise<T>[] = [];
	let isTooMany = false;
	try {
		const parts = readFileParts(request.body ?? emptyBody(), boundary);
		for await (const { field, filename, body, isRead } of parts) {
			// A form sent without choosing a file holds one part without a name.
			if (filename === "") continue;
			isTooMany = taken.length === MAX_FILES;
			if (isTooMany) continue;
			const result = take(field, filename, body);
			taken.push(result);
			// Its result is looked at when the form has ended; until then it must not count as unhandled.
			await Promise.race([isRead, result.catch(() => {})]);
		}
	} catch (cause) {
		// The one that was cut off has ended for its reader, too; those before it arrived whole.
		await Promise.allSettled(taken);
		throw cause instanceof WidthwiseError ? cause : cutOff(cause);
	}
	if (isTooMany) taken.push(Promise.reject(tooManyFiles()));
	return Promise.allSettled(taken);
}

function boundaryOf(contentType: string): string {
	const [, quoted, plain] = BOUNDARY.exec(contentType) ?? [];
	const boundary = quoted ?? plain;
	if (boundary !== undefined) return boundary;
	throw new WidthwiseError(
		"bad-request",
		"Send the photos as multipart/form-data, in the field photos",
	);
}

/** At most 70 characters by RFC 2046, 5.1.1; some clients are longer-winded. */
const BOUNDARY =
	/^multipart\/form-data\s*;(?:.*[;\s])?boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i;

async function* emptyBody(): AsyncGenerator<Uint8Array, void> {}

function cutOff(cause: unknown): WidthwiseError {
	return new WidthwiseError("bad-request", "The upload ended in the middle: send it again", {
		cause,
	});
}

function tooManyFiles(): WidthwiseError {
	return new WidthwiseError(
		"bad-request",
		`Send at most ${MAX_FILES} files at once: the rest was left`,
	);
}
