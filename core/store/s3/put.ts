import { jitter } from "../../async/back-off.ts";
import { sleep } from "../../async/sleep.ts";
import type { LocalFile } from "../store.ts";
import { nameOf, s3Failure, statusOf } from "./error.ts";
import { isSentInParts } from "./parts.ts";
import type { S3PutOptions, S3Requests } from "./requests.ts";

/** The number of retries of a write that conflicts with another write of the same object. */
const MAX_CONFLICTS = 10;

/** The longest pause before such a retry, in milliseconds. */
const MAX_CONFLICT_PAUSE_MS = 200;

/**
 * Stores an object. Returns `false` if it must not exist, but does.
 *
 * @param exists checks whether the object exists
 *
 * @throws {WidthwiseError} `unavailable` or `misconfigured`
 *
 * @example
 * await putObject(requests, "k", Uint8Array.of(1, 2), options, async () => false);
 */
export async function putObject(
	requests: S3Requests,
	key: string,
	body: Uint8Array | LocalFile,
	options: S3PutOptions,
	exists: () => Promise<boolean>,
): Promise<boolean> {
	const isConditional = options.ifAbsent === true;
	const size = body instanceof Uint8Array ? body.length : body.size;
	for (let conflicts = 0; ; conflicts++) {
		// Avoids sending many bytes in vain; some servers also ignore the condition for parts.
		if (isConditional && isSentInParts(size) && (await exists())) return false;
		try {
			await requests.put(key, body, options);
			return true;
		} catch (error) {
			if (isConditional && statusOf(error) === 412) return false;
			if (isConditional && statusOf(error) === 501) {
				// The server does not support conditions: check first, though not atomically.
				if (await exists()) return false;
				return putObject(requests, key, body, { ...options, ifAbsent: false }, exists);
			}
			const isConflict = nameOf(error) === "ConditionalRequestConflict";
			if (!isConflict || conflicts >= MAX_CONFLICTS) throw s3Failure(error);
		}
		await sleep(jitter(MAX_CONFLICT_PAUSE_MS));
	}
}
