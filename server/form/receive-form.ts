import { arrivalOf } from "@widthwise/worker/arrival.ts";
import type { Photo } from "@widthwise/worker/catalogue/catalogue.ts";
import { WidthwiseError } from "widthwise";
import { type PublicError, publicError } from "../error-response.ts";
import type { Services } from "../services.ts";
import { readFiles } from "./read-files.ts";

/** A file of a form that was not accepted. */
export type RejectedFile = PublicError & { readonly filename: string };

/** What became of a form's files, each list in the form's order. */
export type ReceivedForm = {
	readonly photos: readonly Photo[];
	readonly rejected: readonly RejectedFile[];
	/** Why the first rejected file was; for the response's status where none was accepted. */
	readonly firstError: unknown;
};

const FIELD = "photos";

/**
 * Receives all photos of an upload form; a bad file does not disturb the others.
 *
 * @throws {WidthwiseError} `bad-request` if the body is no form or holds no file
 *
 * @example
 * const { photos, rejected } = await receiveForm(request, services);
 */
export async function receiveForm(request: Request, services: Services): Promise<ReceivedForm> {
	const { pipeline, metrics } = services;
	const names: string[] = [];
	const moment = new Date();
	const results = await readFiles(request, async (field, filename, body) => {
		names.push(filename);
		if (field !== FIELD) {
			throw new WidthwiseError("bad-request", `Send files in the field ${FIELD}, not ${field}`);
		}
		return pipeline.receive(filename, body, arrivalOf(moment, names.length - 1));
	});
	if (results.length === 0) {
		throw new WidthwiseError("bad-request", `Send at least one file in the field ${FIELD}`);
	}
	const photos: Photo[] = [];
	const rejected: RejectedFile[] = [];
	let firstError: unknown = null;
	for (const [i, result] of results.entries()) {
		if (result.status === "fulfilled") {
			metrics.uploaded(result.value.isNew ? "accepted" : "known");
			photos.push(result.value.photo);
			continue;
		}
		metrics.uploaded("rejected");
		firstError ??= result.reason;
		if (!(result.reason instanceof WidthwiseError)) services.onError(result.reason);
		rejected.push({
			filename: names[i] ?? "(the files after these)",
			...publicError(result.reason),
		});
	}
	return { photos, rejected, firstError };
}
