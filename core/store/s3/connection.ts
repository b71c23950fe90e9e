import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { noAnswer, within } from "../../async/within.ts";

/** Where an S3 server is and who asks. */
export type S3Connection = {
	/** The bucket's region, such as `eu-central-1`; a server without regions accepts any. */
	readonly region: string;
	/** Address of a server other than Amazon's; it is asked for `/bucket/key`, not for `bucket.host`. */
	readonly endpoint?: string | undefined;
	/** Without them the SDK looks where it always does: environment, profile, the machine's role. */
	readonly credentials?: S3Credentials | undefined;
	/**
	 * Milliseconds until an answer must have begun, retries included: 15,000, and a second more for each
	 * 50 kB that are sent.
	 */
	readonly answerWithin?: number | undefined;
};

/** A key pair, and the token that goes with it if it is a borrowed one. */
export type S3Credentials = {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken?: string;
};

/** Sends requests to a server; see {@link createSendRequest}. */
export type SendRequest = <Answer>(
	send: (client: S3Client, options: { readonly abortSignal: AbortSignal }) => Promise<Answer>,
	sending?: {
		/** Bytes of the request's body. */
		readonly bytes: number;
		/** Gives the request up. */
		readonly cancel?: AbortSignal;
	},
) => Promise<Answer>;

/** One attempt and five more, each after up to twice the time: 1.5 s of waiting at the most. */
const ATTEMPTS = 6;

/** Milliseconds: long enough for a busy server, short enough for somebody who waits for a picture. */
export const ANSWER_WITHIN = 15_000;

/** Bytes a second: who is slower than that cannot send to S3. */
const SLOWEST = 50_000;

/**
 * How the SDK's client is made for a server, for who needs requests that a store has no words for.
 *
 * Retries are the SDK's `standard` ones: exponential backoff with full jitter (from 50 ms), and an
 * allowance that runs out when everything fails, so that a server that is down is not asked six times
 * by everybody. (`adaptive` would slow healthy requests down as well.)
 *
 * @example
 * const client = new S3Client(s3ClientOptions({ region: "eu-central-1" }));
 */
export function s3ClientOptions(connection: S3Connection): S3ClientConfig {
	const { region, endpoint, credentials, answerWithin = ANSWER_WITHIN } = connection;
	return {
		region,
		...(endpoint ? { endpoint, forcePathStyle: true } : {}),
		...(credentials ? { credentials } : {}),
		retryMode: "standard",
		maxAttempts: ATTEMPTS,
		// Checksum trailers break servers that do not know them; the signature covers the bytes.
		requestChecksumCalculation: "WHEN_REQUIRED",
		responseChecksumValidation: "WHEN_REQUIRED",
		// To ask whether a body may follow would take a new connection each time.
		expectContinueHeader: false,
		// A server that is dead is noticed in time for another attempt.
		requestHandler: { connectionTimeout: answerWithin / 5, socketTimeout: answerWithin / 2 },
	};
}

/**
 * Makes the function that sends requests with the SDK's client. It resolves when the answer begins,
 * whose body is limited by idleness only, and rejects with the SDK's error, or because the time is over.
 */
export function createSendRequest(connection: S3Connection): SendRequest {
	const { answerWithin = ANSWER_WITHIN } = connection;
	const client = new S3Client(s3ClientOptions(connection));
	return async (send, { bytes, cancel } = { bytes: 0 }) => {
		const limit = answerWithin + (1000 * bytes) / SLOWEST;
		const expiry = new AbortController();
		const abortSignal = cancel ? AbortSignal.any([expiry.signal, cancel]) : expiry.signal;
		// The SDK's limits know nothing of retries, of the search for credentials, and on Bun of a
		// server that takes no more bytes.
		return within(limit, send(client, { abortSignal }), () => {
			expiry.abort();
			throw noAnswer(limit);
		});
	};
}
