import type { IncomingMessage } from "node:http";
import { parseXml } from "./xml.ts";

/** A failed request, in the shape of the SDK's errors. */
export type S3Failure = Error & {
	readonly $metadata: { readonly httpStatusCode: number };
	readonly $response: { readonly headers: IncomingMessage["headers"] };
	/** The region of the bucket, if S3 says that it is another one. */
	readonly Region: string | undefined;
};

/** Longer than any of S3's errors, in bytes. */
const MAX_ERROR_BYTES = 64 * 1024;

/** The statuses that may pass, besides those of the server's own failures. */
const TOO_MANY_REQUESTS = 429;
const NOT_IMPLEMENTED = 501;

/**
 * Reads the error in a response. The response to HEAD has no body, so the SDK's name for 404 is used.
 *
 * @example
 * throw await readFailure(response); // NoSuchBucket: The specified bucket does not exist
 */
export async function readFailure(response: IncomingMessage): Promise<S3Failure> {
	const { statusCode: httpStatusCode = 0, headers } = response;
	const { Code, Message, Region } = await readBody(response).catch(() => ({ ...NO_BODY }));
	const error = new Error(Message ?? `The server answered ${httpStatusCode}`);
	error.name = Code ?? (httpStatusCode === 404 ? "NotFound" : `Http${httpStatusCode}`);
	return Object.assign(error, { $metadata: { httpStatusCode }, $response: { headers }, Region });
}

/**
 * Whether another attempt may succeed: after a broken connection, or if S3 is busy.
 *
 * @example
 * isTemporary(new Error("read ECONNRESET")); // true
 */
export function isTemporary(error: unknown): boolean {
	if (!isFailure(error)) return error instanceof Error && error.name !== "CredentialsProviderError";
	const { httpStatusCode: status } = error.$metadata;
	if (error.name === "RequestTimeout" || status === TOO_MANY_REQUESTS) return true;
	return status >= 500 && status !== NOT_IMPLEMENTED;
}

function isFailure(error: unknown): error is S3Failure {
	return error instanceof Error && "$metadata" in error;
}

type ErrorBody = Readonly<Record<"Code" | "Message" | "Region", string | undefined>>;

const NO_BODY: ErrorBody = { Code: undefined, Message: undefined, Region: undefined };

async function readBody(response: IncomingMessage): Promise<ErrorBody> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of response) {
		size += chunk.length;
		if (size > MAX_ERROR_BYTES) return NO_BODY;
		chunks.push(chunk);
	}
	if (size === 0) return NO_BODY;
	const error = parseXml(Buffer.concat(chunks).toString(), "Error");
	return { Code: error.text("Code"), Message: error.text("Message"), Region: error.text("Region") };
}
