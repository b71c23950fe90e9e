import { arrivalOf, type Photo } from "@widthwise/worker/catalogue";
import type { Receive } from "@widthwise/worker/intake";
import type { Log } from "@widthwise/worker/logging";
import { WidthwiseError } from "widthwise";
import { type PublicError, publicError } from "../../http/error-response.ts";
import { requestIdOf } from "../../http/request-id.ts";
import type { Metrics } from "../../observe/metrics.ts";
import { readFiles } from "./read-files.ts";

/** The parts that receive a form's files. */
export type FormParts = {
	readonly receive: Receive;
	readonly metrics: Pick<Metrics, "uploaded" | "receiving">;
	/** Receives errors that are not the sender's fault. */
	readonly onError: Log["error"];
};

/** A file of a form that was refused. */
export type RejectedFile = PublicError & { readonly filename: string };

/** The outcome of a form, each list in the form's order. */
export type ReceivedForm = {
	readonly photos: readonly Photo[];
	readonly rejected: readonly RejectedFile[];
	/** The error of the first refused file: sets the response's status if no file was accepted. */
	readonly firstError: unknown;
};

const FIELD = "photos";

/**
 * Receives all photos of an upload form; a refused file does not affect the others.
 *
 * @throws {WidthwiseError} `bad-request` if the body is not a valid form or has no file
 *
 * @example
 * const { photos, rejected } = await receiveForm(request, { receive, metrics, onError });
 */
export async function receiveForm(request: Request, parts: FormParts): Promise<ReceivedForm> {
	const { receive, metrics, onError } = parts;
	const filenames: string[] = [];
	const moment = new Date();
	const requestId = requestIdOf(request);
	const endReceiving = metrics.receiving();
	const results = await readFiles(request, async (field, filename, body) => {
		filenames.push(filename);
		if (field !== FIELD) {
			throw new WidthwiseError("bad-request", `Send files in the field ${FIELD}, not ${field}`);
		}
		return receive(filename, body, arrivalOf(moment, filenames.length - 1), requestId);
	}).finally(endReceiving);
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
		if (!(result.reason instanceof WidthwiseError)) onError(result.reason, { requestId });
		rejected.push({
			filename: filenames[i] ?? "(the remaining files)",
			...publicError(result.reason),
		});
	}
	return { photos, rejected, firstError };
}
