import type { IncomingMessage } from "node:http";
import {
	backOff,
	jitter,
	MAX_ATTEMPTS,
	requestLimits,
	sleep,
	timeoutError,
	within,
} from "widthwise/internal";
import type { S3Credentials } from "widthwise/store/s3";
import type { S3Bucket } from "./address.ts";
import { createExchange } from "./exchange.ts";
import { isTemporary, readFailure } from "./failure.ts";
import { createSign, type S3Request } from "./sign.ts";

/** Sends a request to an S3 bucket; resolves when a successful response starts. */
export type Send = (request: S3Request) => Promise<IncomingMessage>;

/** The pause before the first retry, in milliseconds; doubled for each further one. */
const FIRST_PAUSE_MS = 50;

/**
 * Makes the function that sends requests to an S3 bucket, with the retries and the time limits of the
 * store on the SDK. It rejects with an `S3Failure`, or with the reason for a broken connection.
 *
 * @param options.credentials called for each attempt, so that new ones are used at once
 * @param options.responseTimeoutMs until a response has started, including retries
 *
 * @example
 * const send = createSend({ bucket: "photos", region: "eu-central-1", credentials: readCredentials });
 * (await send({ method: "HEAD", key: "photos/ab/master" })).statusCode; // 200
 */
export function createSend(
	options: S3Bucket & {
		readonly credentials: () => S3Credentials;
		readonly responseTimeoutMs?: number | undefined;
	},
): Send {
	const limits = requestLimits(options.responseTimeoutMs);
	const sign = createSign(options, options.credentials);
	const exchange = createExchange(limits);

	async function attempt(request: S3Request, signal: AbortSignal): Promise<IncomingMessage> {
		const response = await exchange(await sign(request), signal);
		const { statusCode = 0 } = response;
		if (statusCode >= 200 && statusCode < 300) return response;
		throw await readFailure(response);
	}

	async function attempts(request: S3Request, signal: AbortSignal): Promise<IncomingMessage> {
		for (let failures = 1; ; failures++) {
			try {
				return await attempt(request, signal);
			} catch (error) {
				if (failures >= MAX_ATTEMPTS || !isTemporary(error) || signal.aborted) throw error;
			}
			await sleep(jitter(backOff(failures, FIRST_PAUSE_MS)), signal);
		}
	}

	return (request) => {
		const limitMs = limits.responseMs(request.body?.length ?? 0);
		const expiry = new AbortController();
		return within(limitMs, attempts(request, expiry.signal), () => {
			expiry.abort();
			throw timeoutError(limitMs);
		});
	};
}
