/** Long enough for a busy server, short enough for a visitor who waits for a picture. */
export const RESPONSE_TIMEOUT_MS = 15_000;

/**
 * The first attempt and five retries, with pauses that double: at most 1.5 s of pauses in total.
 */
export const MAX_ATTEMPTS = 6;

/** The slowest connection on which requests do not time out. */
const MIN_BYTES_PER_SECOND = 50_000;

/** The time limits of the requests to a server, in milliseconds. */
export type RequestLimits = {
	/** Until the connection is open. */
	readonly connectMs: number;
	/** Between two signs of life on a connection; leaves time for another attempt. */
	readonly idleMs: number;
	/** Until a response has started, including retries, for a request with this many bytes. */
	responseMs(bytes: number): number;
};

/**
 * Returns the time limits of requests.
 *
 * @param responseTimeoutMs until a response to a request without a body has started
 *
 * @example
 * requestLimits().responseMs(100_000); // 17_000
 */
export function requestLimits(responseTimeoutMs: number = RESPONSE_TIMEOUT_MS): RequestLimits {
	return {
		connectMs: responseTimeoutMs / 5,
		idleMs: responseTimeoutMs / 2,
		responseMs: (bytes) => responseTimeoutMs + (1000 * bytes) / MIN_BYTES_PER_SECOND,
	};
}
