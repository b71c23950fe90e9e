import { WidthwiseError } from "widthwise";

/** Bytes: words and tokens are short; photos never come this way. */
const MAX_BYTES = 100_000;

/**
 * Reads a body of few words, JSON or a form's fields. One that is longer is refused before it fills
 * the memory, whoever sends it.
 *
 * @param maxBytes what may be read
 *
 * @throws {WidthwiseError} `file-too-large`, or `bad-request` for what is no JSON
 *
 * @example
 * app.patch("/words", handler, { parse: ({ request }) => readSmallBody(request) });
 */
export async function readSmallBody(request: Request, maxBytes = MAX_BYTES): Promise<unknown> {
	const text = await readText(request, maxBytes);
	const type = request.headers.get("content-type") ?? "";
	if (type.startsWith("application/x-www-form-urlencoded")) {
		return Object.fromEntries(new URLSearchParams(text));
	}
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new WidthwiseError("bad-request", "The request cannot be read: send JSON", {
			cause: error,
		});
	}
}

async function readText(request: Request, maxBytes: number): Promise<string> {
	const decoder = new TextDecoder();
	let text = "";
	let size = 0;
	for await (const chunk of request.body ?? []) {
		size += chunk.length;
		if (size > maxBytes) {
			throw new WidthwiseError(
				"file-too-large",
				`The request is too long: at most ${maxBytes / 1000} kB are read`,
			);
		}
		text += decoder.decode(chunk, { stream: true });
	}
	return text + decoder.decode();
}
