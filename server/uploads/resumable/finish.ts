import { arrivalOf } from "@widthwise/worker/catalogue";
import type { PhotoLock } from "@widthwise/worker/database";
import type { ReceiveFile } from "@widthwise/worker/intake";
import { createSingleFlight } from "widthwise/internal";
import { httpStatus } from "../../http/error-status.ts";
import type { Metrics } from "../../observe/metrics.ts";
import type { Outcome, Staging } from "./staging.ts";

/**
 * Receives the file of a complete upload; resolves to `null` if the upload is incomplete or
 * unknown.
 *
 * @param requestId of the request that may have completed it
 */
export type Finish = (uploadId: string, requestId?: string) => Promise<Outcome | null>;

/**
 * Makes the function that receives a complete upload like any other file, exactly once, also for
 * repeated and concurrent calls. It rejects as `ReceiveFile` does. A refused file is removed from
 * the staging; after a failure of the server, the file stays.
 *
 * @example
 * const finish = createFinish({ staging, lock, receiveFile, metrics });
 * const outcome = await finish(uploadId);
 */
export function createFinish(options: {
	readonly staging: Staging;
	readonly lock: PhotoLock;
	readonly receiveFile: ReceiveFile;
	readonly metrics: Pick<Metrics, "uploaded">;
}): Finish {
	const { staging, lock, receiveFile, metrics } = options;
	/** The last part's request and a HEAD may come together: they share one run. */
	const flights = createSingleFlight<Outcome | null>();

	async function receive(uploadId: string, requestId?: string): Promise<Outcome | null> {
		// Read again: another process may have received it while this one waited for the lock.
		const staged = await staging.find(uploadId);
		if (!staged || staged.outcome) return staged?.outcome ?? null;
		const { upload } = staged;
		const { filename, name } = upload.metadata ?? {};
		const arrival = arrivalOfUpload(upload.metadata ?? {}, upload.creation_date);
		try {
			const { photo, isNew } = await staging.withFile(upload, (path) =>
				receiveFile(filename ?? name ?? "", path, arrival, requestId),
			);
			const outcome = { photoId: photo.id, isKnown: !isNew };
			metrics.uploaded(isNew ? "accepted" : "known");
			await staging.finish(upload, outcome);
			return outcome;
		} catch (error) {
			// After a failure of the server the bytes stay, so that a retry can succeed.
			if (httpStatus(error) < 500) await staging.remove(uploadId);
			throw error;
		}
	}

	async function run(uploadId: string, requestId?: string): Promise<Outcome | null> {
		const staged = await staging.find(uploadId);
		if (!staged || staged.outcome) return staged?.outcome ?? null;
		if (staged.upload.offset !== staged.upload.size) return null;
		return lock(uploadId, () => receive(uploadId, requestId));
	}

	return (uploadId, requestId) => flights.run(uploadId, () => run(uploadId, requestId));
}

/**
 * Computes the photo's arrival. A browser's clock cannot set it later than the upload's creation.
 */
function arrivalOfUpload(
	{ chosen, place }: Readonly<Record<string, string | null>>,
	createdAt = new Date().toISOString(),
): number {
	const created = Date.parse(createdAt);
	const moment = /^\d{1,13}$/.test(chosen ?? "") ? Math.min(Number(chosen), created) : created;
	const position = /^\d{1,6}$/.test(place ?? "") ? Number(place) : 0;
	return arrivalOf(new Date(moment), position);
}
