import type { Readable } from "node:stream";
import { backOff, jitter } from "../../async/back-off.ts";
import { sleep } from "../../async/sleep.ts";
import { s3Failure } from "./error.ts";

/** The body of a response, and a way to request the rest of it. */
export type S3Body = {
	/** Bytes of the whole body. */
	readonly size: number;
	/** The body of the first response, not yet read. */
	readonly first: unknown;
	/** Requests the bytes from `offset` to the end. */
	requestRest(offset: number): Promise<unknown>;
};

/** The number of failures in a row, without a byte in between, after which reading fails. */
const MAX_FAILURES = 5;

/** The first pause before the rest is requested, in milliseconds; doubled after each failure. */
const FIRST_PAUSE_MS = 50;

/**
 * Keeps an unread body from crashing the process with an unhandled error when its connection ends.
 * That happens after the idle limit; a later read requests the bytes again.
 *
 * @returns the body itself
 *
 * @example
 * import { Readable } from "node:stream";
 *
 * const body = ignoreErrors(Readable.from([Uint8Array.of(1)]));
 */
export function ignoreErrors(body: unknown): unknown {
	if (isNodeStream(body)) body.on("error", () => {});
	return body;
}

/**
 * Reads all bytes of a body. If the connection breaks, it requests the rest.
 *
 * @throws {WidthwiseError} `unavailable` after {@link MAX_FAILURES} failures in a row, or
 *   `misconfigured`
 *
 * @example
 * import { Readable } from "node:stream";
 *
 * const first = Readable.from([Uint8Array.of(1)]);
 * const requestRest = async () => Readable.from([Uint8Array.of(2, 3)]);
 * await readAll({ size: 3, first, requestRest }); // Uint8Array.of(1, 2, 3)
 */
export async function readAll(body: S3Body): Promise<Uint8Array<ArrayBuffer>> {
	const bytes = new Uint8Array(body.size);
	let offset = 0;
	for await (const chunk of chunks(body)) {
		bytes.set(chunk, offset);
		offset += chunk.length;
	}
	return bytes;
}

/**
 * Streams the bytes of a body on demand. If the connection breaks, it requests the rest; when
 * cancelled, it closes the connection. Errors are those of {@link readAll}.
 *
 * @example
 * import { Readable } from "node:stream";
 *
 * const first = Readable.from([Uint8Array.of(1, 2)]);
 * const stream = streamOf({ size: 2, first, requestRest: () => Promise.reject() });
 * await new Response(stream).bytes(); // Uint8Array.of(1, 2)
 */
export function streamOf(body: S3Body): ReadableStream<Uint8Array> {
	const cancelled = new AbortController();
	const source = chunks(body, cancelled.signal);
	return new ReadableStream(
		{
			async pull(controller) {
				const { done, value } = await source.next();
				if (done) controller.close();
				else controller.enqueue(value);
			},
			async cancel() {
				cancelled.abort();
				if (isNodeStream(body.first)) body.first.destroy();
				await source.return();
				// That does not close a Web stream of which nothing was read. It may have failed.
				if (body.first instanceof ReadableStream) await body.first.cancel().catch(() => {});
			},
		},
		{ highWaterMark: 0 },
	);
}

/**
 * The SDK retries requests, but not bodies whose connection breaks: this continues at the same
 * byte.
 */
async function* chunks(
	body: S3Body,
	cancelled?: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
	let current = body.first;
	let offset = 0;
	let failures = 0;
	while (true) {
		try {
			for await (const chunk of bytesOf(current)) {
				offset += chunk.length;
				failures = 0;
				yield chunk;
			}
			if (offset >= body.size) return;
			throw new Error(`The body ended after ${offset} of ${body.size} bytes`);
		} catch (error) {
			if (cancelled?.aborted) return;
			failures++;
			if (failures > MAX_FAILURES) throw s3Failure(error);
		}
		await sleep(jitter(backOff(failures, FIRST_PAUSE_MS)), cancelled);
		if (cancelled?.aborted) return;
		current = ignoreErrors(await body.requestRest(offset));
	}
}

/** On Node, Bun and Deno the SDK's bodies are streams of Node; elsewhere they are Web streams. */
function bytesOf(body: unknown): AsyncIterable<Uint8Array> {
	if (body instanceof ReadableStream || isNodeStream(body)) return body;
	throw new Error("The response has no body");
}

function isNodeStream(body: unknown): body is Readable {
	return typeof body === "object" && body !== null && "destroy" in body;
}
