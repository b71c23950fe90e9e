import { describeError } from "../logging/describe-error.ts";
import type { Log } from "../logging/log.ts";
import type { Ingested } from "./ingest.ts";

/**
 * Logs an attempt to publish a photo, with the request that enqueued it.
 *
 * @example
 * logIngested(log, { photoId, outcome: "published", milliseconds: 812.4 }); // "published in 812 ms"
 */
export function logIngested(log: Pick<Log, "info" | "warn">, ingested: Ingested): void {
	const { photoId, outcome, milliseconds, requestId, error } = ingested;
	const ms = Math.round(milliseconds);
	const message = `${outcome} in ${ms} ms`;
	if (outcome === "published") {
		log.info(message, { photoId, ms, requestId });
		return;
	}
	const { code, message: reason } = describeError(error);
	log.warn(message, { photoId, ms, requestId, code, reason });
}
