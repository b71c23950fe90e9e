import { WidthwiseError } from "widthwise";
import { type ByteReader, createByteReader } from "./byte-reader.ts";

/** A part of a form that is a file, while it arrives. */
export type FilePart = {
	/** The form's field. */
	readonly field: string;
	/** As sent; empty for a file input that was left empty. */
	readonly filename: string;
	/**
	 * Its bytes; each chunk holds until the next is asked for. What is left of them is thrown away when
	 * the next part is asked for.
	 */
	readonly body: AsyncIterable<Uint8Array>;
	/** Resolves when all of them were read and nobody needs the last chunk any more. */
	readonly isRead: Promise<void>;
};

/** Bytes of all headers of a part. */
const MAX_HEADER_BYTES = 16_000;

const LINE_END = Buffer.from("\r\n");
const HEADERS_END = Buffer.from("\r\n\r\n");

/**
 * Reads the files of a `multipart/form-data` body (RFC 7578; RFC 2046, 5.1.1) one after the other, while
 * it arrives. Parts that are no files are skipped.
 *
 * Of our own because every upload waits for it: it hands out views of what came from the network, at
 * the pace of who takes them, without a stream in between.
 *
 * @param source gives its chunks away, see {@link createByteReader}
 * @param boundary as the body's content type names it
 * @throws {WidthwiseError} `bad-request` if the body is no such form. What the source rejects with, and
 * that it ends too early, comes as it is.
 *
 * @example
 * for await (const { filename, body } of readFileParts(source, boundary)) await save(filename, body);
 */
export async function* readFileParts(
	source: AsyncIterable<Uint8Array>,
	boundary: string,
): AsyncGenerator<FilePart, void> {
	const bytes = createByteReader(source);
	const delimiter = Buffer.from(`\r\n--${boundary}`);
	try {
		await skipPreamble(bytes, delimiter);
		while (await hasPart(bytes)) {
			const { field, filename } = readDisposition(await textOf(bytes.until(HEADERS_END)));
			const { promise: isRead, resolve } = Promise.withResolvers<void>();
			const body = bytes.until(delimiter, resolve);
			if (filename !== undefined) yield { field, filename, body, isRead };
			await drain(body);
		}
		await bytes.finish();
	} finally {
		await bytes.leave();
	}
}

/** The first delimiter needs no line before it; what comes before a later one means nothing. */
async function skipPreamble(bytes: ByteReader, delimiter: Buffer): Promise<void> {
	const first = delimiter.subarray(LINE_END.length);
	if ((await bytes.take(first.length)).equals(first)) return;
	bytes.stepBack(first.length);
	await drain(bytes.until(delimiter));
}

/** After a delimiter: two hyphens end the form, a line's end begins a part. */
async function hasPart(bytes: ByteReader): Promise<boolean> {
	const mark = await bytes.take(2);
	if (mark.toString() === "--") return false;
	if (!mark.equals(LINE_END)) throw notAForm();
	// It also ends headers that are none.
	bytes.stepBack(2);
	return true;
}

async function drain(body: AsyncIterable<Uint8Array>): Promise<void> {
	for await (const _ of body);
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
	const decoder = new TextDecoder();
	let text = "";
	let size = 0;
	for await (const chunk of body) {
		size += chunk.length;
		if (size > MAX_HEADER_BYTES) throw notAForm();
		text += decoder.decode(chunk, { stream: true });
	}
	return text;
}

/** What a part's `Content-Disposition` says (RFC 7578, 4.2). */
function readDisposition(headers: string): { readonly field: string; readonly filename?: string } {
	const unfolded = headers.replace(/\r\n[ \t]+/g, " ");
	const line = DISPOSITION.exec(unfolded)?.[1] ?? "";
	const parameters = new Map<string, string>();
	for (const [, name = "", quoted, plain, token = ""] of line.matchAll(PARAMETER)) {
		const value = quoted?.replace(/\\(["\\])/g, "$1") ?? plain ?? token.trim();
		parameters.set(name.toLowerCase(), value);
	}
	const field = parameters.get("name") ?? "";
	const filename = decoded(parameters.get("filename*")) || parameters.get("filename");
	return filename === undefined ? { field } : { field, filename };
}

const DISPOSITION = /^content-disposition:[ \t]*form-data\b([^\r\n]*)/im;

/**
 * `; name=value`, the value a token or quoted, in which a backslash may stand before a quote; or is the
 * last of a name that somebody did not escape.
 */
const PARAMETER = /;\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|"([^"]*)"|([^;"]*))/gs;

/** The extended notation of RFC 8187, which some clients use in forms as well. */
function decoded(extended: string | undefined): string | undefined {
	const [, text] = /^utf-8'[^']*'(.*)$/i.exec(extended ?? "") ?? [];
	try {
		return text === undefined ? undefined : decodeURIComponent(text);
	} catch {
		return undefined;
	}
}

function notAForm(): WidthwiseError {
	return new WidthwiseError("bad-request", "The upload is no form that can be read: send it again");
}
