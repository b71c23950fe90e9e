import type { Readable } from "node:stream";
import { Busboy, type BusboyInstance } from "@fastify/busboy";
import { WidthwiseError } from "widthwise";

/** The most files that one form may carry. */
export const MAX_FILES = 1000;

/**
 * Bytes between collections. Chunks lie outside JavaScript's heap and its collector does not feel
 * their weight: left alone, it lets hundreds of megabytes pile up. A photo is rarely as large.
 */
const COLLECT_BYTES = 32_000_000;

/** Takes one file of a form; what it resolves to is collected, whatever it rejects with as well. */
export type TakeFile<T> = (
	field: string,
	filename: string,
	body: AsyncIterable<Uint8Array>,
) => Promise<T>;

/**
 * Reads the files of a `multipart/form-data` body as a stream: each is handed to `take` while it
 * arrives, so no file is ever in memory as a whole. What `take` leaves unread is thrown away, so one
 * bad file does not stop the next.
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
	const parser = openParser(request.headers.get("content-type") ?? "");
	const taken: Promise<T>[] = [];
	let last: Readable | undefined;
	let tooMany = false;
	parser.on("file", (field: string, stream, filename: string | undefined) => {
		last = stream;
		// Who reads it hears of an error; when nobody does any more, it must not end the process.
		stream.on("error", () => {});
		// A form sent without choosing a file holds one part without a name.
		if (!filename) return void stream.resume();
		const result = take(field, filename, chunksOf(stream)).finally(() => stream.resume());
		// Looked at when the form has ended; until then it must not count as unhandled.
		result.catch(() => {});
		taken.push(result);
	});
	parser.on("filesLimit", () => {
		tooMany = true;
	});
	try {
		await pump(request, parser);
	} catch (error) {
		// The one that was cut off ends here for its reader too; those before it arrived whole.
		last?.destroy(new Error("The body was cut off"));
		await Promise.allSettled(taken);
		throw error;
	}
	if (tooMany) taken.push(Promise.reject(tooManyFiles()));
	return Promise.allSettled(taken);
}

function openParser(contentType: string): BusboyInstance {
	const isForm = /^multipart\/form-data\s*;/i.test(contentType);
	try {
		if (isForm) {
			return new Busboy({
				headers: { "content-type": contentType },
				limits: { files: MAX_FILES, fields: 20, fieldSize: 10_000 },
			});
		}
	} catch {
		// No boundary: the same answer.
	}
	throw new WidthwiseError(
		"bad-request",
		"Send the photos as multipart/form-data, in the field photos",
	);
}

/** Feeds the body to the parser at the pace of whoever takes the files. */
async function pump(request: Request, parser: BusboyInstance): Promise<void> {
	const finished = new Promise<void>((resolve, reject) => {
		parser.on("finish", resolve);
		parser.on("error", reject);
	});
	finished.catch(() => {});
	let uncollected = 0;
	try {
		for await (const chunk of request.body ?? []) {
			uncollected += chunk.length;
			if (uncollected > COLLECT_BYTES) {
				Bun.gc(true);
				uncollected = 0;
			}
			if (!parser.write(chunk)) await Promise.race([drained(parser), finished]);
		}
		parser.end();
		await finished;
	} catch (error) {
		parser.destroy();
		throw new WidthwiseError("bad-request", "The upload ended in the middle: send it again", {
			cause: error,
		});
	}
}

function drained(parser: BusboyInstance): Promise<void> {
	return new Promise((resolve) => parser.once("drain", resolve));
}

/** A file's bytes; leaving the loop early does not destroy the stream, which is then drained. */
function chunksOf(stream: Readable): AsyncIterable<Uint8Array> {
	return { [Symbol.asyncIterator]: () => stream.iterator({ destroyOnReturn: false }) };
}

function tooManyFiles(): WidthwiseError {
	return new WidthwiseError(
		"bad-request",
		`Send at most ${MAX_FILES} files at once: the rest was left`,
	);
}
