import { arrivalOf } from "@widthwise/worker/catalogue";
import type { PhotoLock } from "@widthwise/worker/database";
import type { ReceiveFile } from "@widthwise/worker/intake";
import { createSingleFlight } from "widthwise/internal";
import { httpStatus } from "../../http/error-status.ts";
import type { Metrics } from "../../observe/metrics.ts";
import type { Outcome, Staging } from "./staging.ts";

/** Receives the file of an upload whose bytes are all here; `null` if they are not. */
export type Finish = (uploadId: string) => Promise<Outcome | null>;

/**
 * Makes the function that receives a whole upload like any other file, once, whoever asks for it and
 * how often. It rejects as `ReceiveFile` does; what is refused is forgotten, what the server could not
 * do stays.
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
	/** The last part's request and a HEAD may come together: one does it, both hear of it. */
	const flights = createSingleFlight<Outcome | null>();

	async function receive(uploadId: string): Promise<Outcome | null> {
		// Looked at again: another process may have done it while we waited for our turn.
		const staged = await staging.find(uploadId);
		if (!staged || staged.outcome) return staged?.outcome ?? null;
		const { upload } = staged;
		const { filename, name } = upload.metadata ?? {};
		const arrival = arrivalOfUpload(upload.metadata ?? {}, upload.creation_date);
		try {
			const { photo, isNew } = await staging.withFile(upload, (path) =>
				receiveFile(filename ?? name ?? "", path, arrival),
			);
			const outcome = { photoId: photo.id, isKnown: !isNew };
			metrics.uploaded(isNew ? "accepted" : "known");
			await staging.finish(upload, outcome);
			return outcome;
		} catch (error) {
			// What is the server's fault may be over soon: the bytes stay.
			if (httpStatus(error) < 500) await staging.remove(uploadId);
			throw error;
		}
	}

	async function run(uploadId: string): Promise<Outcome | null> {
		const staged = await staging.find(uploadId);
		if (!staged || staged.outcome) return staged?.outcome ?? null;
		if (staged.upload.offset !== staged.upload.size) return null;
		return lock(uploadId, () => receive(uploadId));
	}

	return (uploadId) => flights.run(uploadId, () => run(uploadId));
}

/** Where it stands among all photos; nobody's clock makes it newer than what comes after it. */
function arrivalOfUpload(
	{ chosen, place }: Readonly<Record<string, string | null>>,
	createdAt = new Date().toISOString(),
): number {
	const created = Date.parse(createdAt);
	const moment = /^\d{1,13}$/.test(chosen ?? "") ? Math.min(Number(chosen), created) : created;
	const position = /^\d{1,6}$/.test(place ?? "") ? Number(place) : 0;
	return arrivalOf(new Date(moment), position);
}
