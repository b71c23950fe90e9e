import { jitter } from "../../async/back-off.ts";
import { sleep } from "../../async/sleep.ts";
import type { LocalFile } from "../store.ts";
import type { SendRequest } from "./connection.ts";
import { nameOf, s3Failure, statusOf } from "./error.ts";
import { isSentInParts, type S3Target, upload } from "./upload.ts";

/** How often a write is decided again that met another one of the same object. */
const MAX_CONFLICTS = 10;

/** Milliseconds at the most before it is. */
const CONFLICT_PAUSE = 200;

/**
 * Stores an object; `false` if the target says "only if there is none" and there is one.
 *
 * @param isThere looks whether there is one
 * @throws {WidthwiseError} `unavailable`, `misconfigured`
 */
export async function putObject(
	ask: SendRequest,
	target: S3Target,
	body: Uint8Array | LocalFile,
	isThere: () => Promise<boolean>,
): Promise<boolean> {
	const isConditional = target.IfNoneMatch !== undefined;
	const size = body instanceof Uint8Array ? body.length : body.size;
	for (let conflicts = 0; ; conflicts++) {
		// It spares sending what is there, and some servers do not look themselves.
		if (isConditional && isSentInParts(size) && (await isThere())) return false;
		try {
			await upload(ask, target, body);
			return true;
		} catch (error) {
			if (isConditional && statusOf(error) === 412) return false;
			if (isConditional && statusOf(error) === 501) {
				// A server without conditions: the next best is to look.
				if (await isThere()) return false;
				return putObject(ask, { ...target, IfNoneMatch: undefined }, body, isThere);
			}
			const isConflict = nameOf(error) === "ConditionalRequestConflict";
			if (!isConflict || conflicts >= MAX_CONFLICTS) throw s3Failure(error);
		}
		await sleep(jitter(CONFLICT_PAUSE));
	}
}
