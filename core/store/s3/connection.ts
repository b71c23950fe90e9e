import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { timeoutError, within } from "../../async/within.ts";
import { MAX_ATTEMPTS, requestLimits } from "./limits.ts";

/** An S3 server and the credentials for it. */
export type S3Connection = {
	/** The bucket's region, such as `eu-central-1`; a server without regions accepts any. */
	readonly region: string;
	/** The URL of another server than Amazon's. Requests to it are path-style: `/bucket/key`. */
	readonly endpoint?: string | undefined;
	/** Default: the SDK's credential chain, such as environment, profile or the machine's role. */
	readonly credentials?: S3Credentials | undefined;
	/**
	 * Milliseconds until a response must have started, including retries. One second is added for
	 * every 50 KB in the request. Default: 15,000.
	 */
	readonly responseTimeoutMs?: number | undefined;
};

/** An access key, with a session token if it is temporary. */
export type S3Credentials = {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken?: string;
};

/** Sends requests to a server; see {@link createSendRequest}. */
export type SendRequest = <Output>(
	send: (client: S3Client, options: { readonly abortSignal: AbortSignal }) => Promise<Output>,
	sending?: {
		/** Bytes in the request. */
		readonly bytes: number;
		/** Cancels the request. */
		readonly cancel?: AbortSignal;
	},
) => Promise<Output>;

/**
 * Returns the options of the SDK's client for a server, for requests that a store does not offer.
 *
 * It uses the SDK's `standard` retries: exponential backoff with full jitter (from 50 ms), and a
 * quota that stops retries when all requests fail. (`adaptive` would also slow down healthy
 * requests.)
 *
 * @example
 * s3ClientOptions({ region: "eu-central-1" }).retryMode; // "standard"
 */
export function s3ClientOptions(connection: S3Connection): S3ClientConfig {
	const { region, endpoint, credentials, responseTimeoutMs } = connection;
	const { connectMs, idleMs } = requestLimits(responseTimeoutMs);
	return {
		region,
		...(endpoint ? { endpoint, forcePathStyle: true } : {}),
		...(credentials ? { credentials } : {}),
		retryMode: "standard",
		maxAttempts: MAX_ATTEMPTS,
		// Some servers do not support checksum trailers; the signature covers the bytes.
		requestChecksumCalculation: "WHEN_REQUIRED",
		responseChecksumValidation: "WHEN_REQUIRED",
		// `Expect: 100-continue` would open a new connection for every request.
		expectContinueHeader: false,
		requestHandler: { connectionTimeout: connectMs, socketTimeout: idleMs },
	};
}

/**
 * Makes the function that sends requests with the SDK's client. It resolves when the response
 * starts; the body has only an idle limit. It rejects with the SDK's error, or with a timeout.
 *
 * @example
 * import { HeadBucketCommand } from "@aws-sdk/client-s3";
 *
 * const sendRequest = createSendRequest({ region: "eu-central-1" });
 * const command = new HeadBucketCommand({ Bucket: "photos" });
 * const output = await sendRequest((client, options) => client.send(command, options));
 */
export function createSendRequest(connection: S3Connection): SendRequest {
	const limits = requestLimits(connection.responseTimeoutMs);
	const client = new S3Client(s3ClientOptions(connection));
	return async (send, { bytes, cancel } = { bytes: 0 }) => {
		const limitMs = limits.responseMs(bytes);
		const expiry = new AbortController();
		const abortSignal = cancel ? AbortSignal.any([expiry.signal, cancel]) : expiry.signal;
		// The SDK's own limits do not cover retries, the search for credentials and, on Bun, a server
		// that stops reading.
		return within(limitMs, send(client, { abortSignal }), () => {
			expiry.abort();
			throw timeoutError(limitMs);
		});
	};
}
