import { WidthwiseError } from "widthwise";
import { type SetAlarm, setRealAlarm } from "widthwise/internal";
import { AccessError } from "./access-error.ts";

/** Bytes: enough for texts and tokens; photos are not read here. */
const MAX_BYTES = 100_000;

/** Milliseconds in which the whole body must arrive. */
const MAX_WAIT_MS = 20_000;

/** What a small body may cost. */
export type BodyLimits = {
	/** Default: 100 kB. */
	readonly maxBytes?: number;
	/** The clock of the time limit. */
	readonly setAlarm?: SetAlarm;
};

/**
 * Reads a small body: JSON or a form's fields. Refuses a longer one while it arrives, before it fills
 * the memory, and one that has not arrived after 20 seconds, however its bytes drip.
 *
 * @throws {WidthwiseError} `file-too-large`; `bad-request` for invalid JSON, or if the client left
 * @throws {AccessError} `too-slow`
 *
 * @example
 * app.patch("/text", handler, { parse: ({ request }) => readSmallBody(request) });
 */
export async function readSmallBody(request: Request, limits: BodyLimits = {}): Promise<unknown> {
	const text = await readText(request, limits);
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

async function readText(request: Request, limits: BodyLimits): Promise<string> {
	const { maxBytes = MAX_BYTES, setAlarm = setRealAlarm } = limits;
	const reader = request.body?.getReader();
	if (!reader) return "";
	const late = Promise.withResolvers<never>();
	const alarm = setAlarm(() => late.reject(tooSlow()), MAX_WAIT_MS);
	alarm.unref();
	const decoder = new TextDecoder();
	let text = "";
	let size = 0;
	try {
		while (true) {
			const { done, value } = await Promise.race([read(reader), late.promise]);
			if (done) return text + decoder.decode();
			size += value.length;
			if (size > maxBytes) throw tooLarge(maxBytes);
			text += decoder.decode(value, { stream: true });
		}
	} catch (error) {
		// The rest is not waited for; the stream may have failed already.
		reader.cancel().catch(() => {});
		throw error;
	} finally {
		alarm.cancel();
	}
}

/** The only failure of a request's body is that the client left. */
function read(
	reader: ReadableStreamDefaultReader<Uint8Array>,
): ReturnType<ReadableStreamDefaultReader<Uint8Array>["read"]> {
	return reader.read().catch((cause: unknown) => {
		throw new WidthwiseError("bad-request", "The connection was closed: send the request again", {
			cause,
		});
	});
}

function tooLarge(maxBytes: number): WidthwiseError {
	const message = `The request is too large: must be at most ${maxBytes / 1000} kB`;
	return new WidthwiseError("file-too-large", message);
}

function tooSlow(): AccessError {
	const seconds = MAX_WAIT_MS / 1000;
	return new AccessError("too-slow", `The request did not arrive in ${seconds} s: send it again`);
}
