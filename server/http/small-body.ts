import { WidthwiseError } from "widthwise";

/** Bytes: enough for texts and tokens; photos are not read here. */
const MAX_BYTES = 100_000;

/**
 * Reads a small body: JSON or a form's fields. Refuses a longer one while it arrives, before it
 * fills the memory.
 *
 * @throws {WidthwiseError} `file-too-large`; `bad-request` for invalid JSON
 *
 * @example
 * app.patch("/text", handler, { parse: ({ request }) => readSmallBody(request) });
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
		throw new WidthwiseError("bad-request", "Cannot parse the request: must be JSON", {
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
				`The request is too large: must be at most ${maxBytes / 1000} kB`,
			);
		}
		text += decoder.decode(chunk, { stream: true });
	}
	return text + decoder.decode();
}
