import { WidthwiseError } from "widthwise";
import { type ByteReader, createByteReader } from "./byte-reader.ts";
import { readParameters } from "./parameters.ts";

/** A file in a form, while it arrives. */
export type FilePart = {
	/** The name of the form field. */
	readonly field: string;
	/** The file name as sent; empty if no file was chosen. */
	readonly filename: string;
	/**
	 * The file's bytes. Each chunk is valid until the next one is requested. Unread bytes are
	 * discarded when the next part is requested.
	 */
	readonly body: AsyncIterable<Uint8Array>;
	/** Resolves when the body was read and its last chunk is no longer in use. */
	readonly consumed: Promise<void>;
};

/** Bytes of a part's headers. */
const MAX_HEADER_BYTES = 16_000;

const LINE_END = Buffer.from("\r\n");
const HEADERS_END = Buffer.from("\r\n\r\n");

/**
 * Reads the files of a `multipart/form-data` body (RFC 7578; RFC 2046, 5.1.1) one after another
 * while it arrives. Other parts are skipped.
 *
 * It is our own parser for speed: it yields views of the network's chunks, at the pace of the
 * caller, without a stream in between.
 *
 * @param source whose chunks are taken over, see {@link createByteReader}
 * @param boundary from the body's content type
 * @throws {WidthwiseError} `bad-request` if the body is not a valid form
 * @throws {Error} if the source ends too early; errors of the source are passed on
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
			const { promise: consumed, resolve } = Promise.withResolvers<void>();
			const body = bytes.until(delimiter, resolve);
			if (filename !== undefined) yield { field, filename, body, consumed };
			await drain(body);
		}
		await bytes.discardRest();
	} finally {
		await bytes.cancel();
	}
}

/** Skips everything before the first delimiter, which needs no line end before it. */
async function skipPreamble(bytes: ByteReader, delimiter: Buffer): Promise<void> {
	const first = delimiter.subarray(LINE_END.length);
	if ((await bytes.read(first.length)).equals(first)) return;
	bytes.stepBack(first.length);
	await drain(bytes.until(delimiter));
}

/** Reads what follows a delimiter: two hyphens end the form, a line end begins a part. */
async function hasPart(bytes: ByteReader): Promise<boolean> {
	const mark = await bytes.read(2);
	if (mark.toString() === "--") return false;
	if (!mark.equals(LINE_END)) throw unreadableForm();
	// The same line end terminates the headers if there are none.
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
		if (size > MAX_HEADER_BYTES) throw unreadableForm();
		text += decoder.decode(chunk, { stream: true });
	}
	return text;
}

/** Reads the field and file name from a part's `Content-Disposition` (RFC 7578, 4.2). */
function readDisposition(headers: string): { readonly field: string; readonly filename?: string } {
	const unfolded = headers.replace(/\r\n[ \t]+/g, " ");
	const line = DISPOSITION.exec(unfolded)?.[1] ?? "";
	const parameters = readParameters(line);
	const field = unescaped(parameters.get("name")) ?? "";
	const filename = decoded(parameters.get("filename*")) || unescaped(parameters.get("filename"));
	return filename === undefined ? { field } : { field, filename };
}

const DISPOSITION = /^content-disposition:[ \t]*form-data\b([^\r\n]*)/im;

const ESCAPED: Readonly<Record<string, string>> = { "%22": '"', "%0d": "\r", "%0a": "\n" };

/** Reads a name as browsers write it: they escape three characters (HTML Standard, "multipart/form-data"). */
function unescaped(name: string | undefined): string | undefined {
	return name?.replace(/%(?:22|0d|0a)/gi, (code) => ESCAPED[code.toLowerCase()] ?? code);
}

/** Decodes the extended notation of RFC 8187, which some clients use in forms. */
function decoded(extended: string | undefined): string | undefined {
	const [, text] = /^utf-8'[^']*'(.*)$/i.exec(extended ?? "") ?? [];
	try {
		return text === undefined ? undefined : decodeURIComponent(text);
	} catch {
		return undefined;
	}
}

function unreadableForm(): WidthwiseError {
	return new WidthwiseError("bad-request", "The upload form cannot be read: send it again");
}
