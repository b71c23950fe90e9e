import { jitter } from "../../async/back-off.ts";
import { sleep } from "../../async/sleep.ts";
import type { LocalFile } from "../store.ts";
import type { SendRequest } from "./connection.ts";
import { nameOf, s3Failure, statusOf } from "./error.ts";
import { isSentInParts, type S3Target, upload } from "./upload.ts";

/** The number of retries of a write that conflicts with another write of the same object. */
const MAX_CONFLICTS = 10;

/** The longest pause before such a retry, in milliseconds. */
const MAX_CONFLICT_PAUSE_MS = 200;

/**
 * Stores an object. Returns `false` if the target requires that the object does not exist, but it
 * does.
 *
 * @param exists checks whether the object exists
 *
 * @throws {WidthwiseError} `unavailable` or `misconfigured`
 *
 * @example
 * await putObject(sendRequest, target, Uint8Array.of(1, 2), async () => false);
 */
export async function putObject(
	sendRequest: SendRequest,
	target: S3Target,
	body: Uint8Array | LocalFile,
	exists: () => Promise<boolean>,
): Promise<boolean> {
	const isConditional = target.IfNoneMatch !== undefined;
	const size = body instanceof Uint8Array ? body.length : body.size;
	for (let conflicts = 0; ; conflicts++) {
		// Avoids sending parts in vain; some servers also ignore the condition for them.
		if (isConditional && isSentInParts(size) && (await exists())) return false;
		try {
			await upload(sendRequest, target, body);
			return true;
		} catch (error) {
			if (isConditional && statusOf(error) === 412) return false;
			if (isConditional && statusOf(error) === 501) {
				// The server does not support conditions: check first, though not atomically.
				if (await exists()) return false;
				return putObject(sendRequest, { ...target, IfNoneMatch: undefined }, body, exists);
			}
			const isConflict = nameOf(error) === "ConditionalRequestConflict";
			if (!isConflict || conflicts >= MAX_CONFLICTS) throw s3Failure(error);
		}
		await sleep(jitter(MAX_CONFLICT_PAUSE_MS));
	}
}
