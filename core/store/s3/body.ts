import { Readable } from "node:stream";
import { backOff, jitter } from "../../async/back-off.ts";
import { sleep } from "../../async/sleep.ts";
import { s3Failure } from "./error.ts";

/** An answer's body, and how to ask for the rest of it. */
export type S3Body = {
	/** Bytes of the whole object. */
	readonly size: number;
	/** The body that came with the answer, not yet read. */
	readonly first: unknown;
	/** Asks again for the bytes from `offset` to the end. */
	requestRest(offset: number): Promise<unknown>;
};

/** How often a body that breaks off is asked for again without a byte more. */
const MAX_FAILURES = 5;

/** Milliseconds; twice as many each time, of which a random part is waited. */
const FIRST_BACKOFF = 50;

/**
 * Keeps a body that nobody reads from ending the process when its connection ends. The connection is
 * given back after the idle limit: whoever reads later asks again.
 */
export function held(body: unknown): unknown {
	if (body instanceof Readable) body.on("error", () => {});
	return body;
}

/** All bytes at once, in memory that is allocated once. */
export async function readAll(body: S3Body): Promise<Uint8Array<ArrayBuffer>> {
	const bytes = new Uint8Array(body.size);
	let offset = 0;
	for await (const chunk of chunks(body)) {
		bytes.set(chunk, offset);
		offset += chunk.length;
	}
	return bytes;
}

/** The bytes as a stream that reads only when asked, and lets its connection go when cancelled. */
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
				if (body.first instanceof Readable) body.first.destroy();
				await source.return();
			},
		},
		{ highWaterMark: 0 },
	);
}

/** The SDK repeats a request, but not a body that breaks off: this goes on where it did. */
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
		await sleep(jitter(backOff(failures, FIRST_BACKOFF)), cancelled);
		if (cancelled?.aborted) return;
		current = held(await body.requestRest(offset));
	}
}

function bytesOf(body: unknown): AsyncIterable<Uint8Array> {
	if (body instanceof Readable) return body;
	throw new Error("The answer has no body");
}
