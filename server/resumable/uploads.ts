import { MemoryLocker, Server, type ServerOptions } from "@tus/server";
import { arrivalOf } from "@widthwise/worker/arrival.ts";
import { tooLarge } from "@widthwise/worker/receive.ts";
import type { ReceiveFile } from "@widthwise/worker/receive-file.ts";
import { httpStatus, WidthwiseError } from "widthwise";
import { publicError } from "../error-response.ts";
import type { Metrics } from "../metrics.ts";
import { type Outcome, openStaging, type Staging } from "./staging.ts";

/** Uploads that can be resumed, by the tus protocol 1.0 (https://tus.io/protocols/resumable-upload). */
export type ResumableUploads = {
	/** Answers a request of the protocol; asks nobody who they are. */
	respond(request: Request): Promise<Response>;
	/** Stops looking for expired uploads. */
	close(): void;
};

/** An upload may take a day, and its outcome can be asked for as long. */
const KEEP_MS = 24 * 3600_000;
const CLEAN_INTERVAL_MS = 3600_000;

/** Milliseconds that a request has to let go of an upload when its sender comes back on another one. */
const LOCK_DRAIN_MS = 250;

/**
 * Makes the receiving end of uploads that survive a cut connection, a reload and a restart of the server.
 * A whole file is received like any other; the answer to its last part, and to HEAD from then on,
 * says what became of it: `Photo-Id`, and `Photo-Known` if it was here already.
 *
 * In `Upload-Metadata`: `filename`, and for the order of photos chosen together `chosen` (milliseconds
 * since 1970) and `place` (0 for the first).
 *
 * @param options.path where it is reached, such as `/api/uploads`
 * @param options.folder for unfinished uploads, best on the media store's file system
 *
 * @example
 * const uploads = await openResumableUploads({ path: "/api/uploads", folder, maxFileBytes, ... });
 * const response = await uploads.respond(request);
 */
export async function openResumableUploads(options: {
	readonly path: string;
	readonly folder: string;
	readonly maxFileBytes: number;
	readonly receiveFile: ReceiveFile;
	readonly metrics: Pick<Metrics, "uploaded">;
	readonly onError: (error: unknown) => void;
}): Promise<ResumableUploads> {
	const { path, folder, maxFileBytes, metrics, onError } = options;
	const staging = await openStaging({ folder, keepMs: KEEP_MS });
	const finish = createFinish({ ...options, staging });
	const tus = new Server({
		path,
		datastore: staging.datastore,
		maxSize: maxFileBytes,
		relativeLocation: true,
		// No other site's page may read the answers.
		allowedOrigins: [],
		locker: new MemoryLocker(),
		lockDrainTimeout: LOCK_DRAIN_MS,
		onUploadFinish: async (_request, { id }) => ({ headers: outcomeHeaders(await finish(id)) }),
		onResponseError(_request, error) {
			if (isRefusal(error)) metrics.uploaded("rejected");
			return refusalOf(error, maxFileBytes, onError);
		},
	});
	const clean = (): void => void staging.removeExpired().catch(onError);
	clean();
	const cleaning = setInterval(clean, CLEAN_INTERVAL_MS);
	return {
		async respond(request) {
			if (request.method !== "HEAD") return tus.handleWeb(request);
			// All bytes may be here while their sender never heard of it: the process died, or the line.
			const id = new URL(request.url).pathname.slice(path.length + 1);
			let outcome: Outcome | null = null;
			try {
				if (isUploadId(id)) outcome = await finish(id);
			} catch (error) {
				if (!isRefusal(error)) {
					onError(error);
					// Locked: ask again. Whatever else is said here makes clients begin from the first byte.
					return new Response(null, { status: 423, headers: { "Cache-Control": "no-store" } });
				}
				metrics.uploaded("rejected");
			}
			const response = await tus.handleWeb(request);
			for (const [name, value] of Object.entries(outcomeHeaders(outcome))) {
				response.headers.set(name, value);
			}
			return response;
		},
		close: () => clearInterval(cleaning),
	};
}

type Finish = (uploadId: string) => Promise<Outcome | null>;

/** Makes the function that receives a file whose bytes are all here; `null` if they are not. */
function createFinish({
	staging,
	receiveFile,
	metrics,
}: {
	readonly staging: Staging;
	readonly receiveFile: ReceiveFile;
	readonly metrics: Pick<Metrics, "uploaded">;
}): Finish {
	/** The last part's request and a HEAD may come together: one does it, both hear of it. */
	const underWay = new Map<string, Promise<Outcome | null>>();

	async function run(uploadId: string): Promise<Outcome | null> {
		const known = await staging.outcome(uploadId);
		if (known) return known;
		const upload = await staging.find(uploadId);
		if (!upload || upload.offset !== upload.size) return null;
		const { filename, name } = upload.metadata ?? {};
		const arrival = arrivalOfUpload(upload.metadata ?? {}, upload.creation_date);
		try {
			const path = staging.pathOf(uploadId);
			const { photo, isNew } = await receiveFile(filename ?? name ?? "", path, arrival);
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

	return (uploadId) => {
		const current = underWay.get(uploadId) ?? run(uploadId);
		underWay.set(uploadId, current);
		const forget = (): void => void underWay.delete(uploadId);
		current.then(forget, forget);
		return current;
	};
}

function isUploadId(text: string): boolean {
	return /^[0-9a-f]{32}$/.test(text);
}

function outcomeHeaders(outcome: Outcome | null): Record<string, string> {
	if (!outcome) return {};
	return { "Photo-Id": outcome.photoId, ...(outcome.isKnown && { "Photo-Known": "1" }) };
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

/** Whether it says that a file is no photo that can be taken. */
function isRefusal(error: unknown): boolean {
	return error instanceof WidthwiseError && httpStatus(error) < 500;
}

type ResponseError = Parameters<NonNullable<ServerOptions["onResponseError"]>>[1];

/** What is ours is said as everywhere else in the API; the protocol's own refusals stay as they are. */
function refusalOf(
	error: ResponseError,
	maxFileBytes: number,
	onError: (error: unknown) => void,
): { readonly status_code: number; readonly body: string } | undefined {
	const isProtocols = "status_code" in error;
	if (isProtocols && error.status_code === 413) return answer(tooLarge(maxFileBytes));
	if (isProtocols && error.status_code < 500) return undefined;
	// Cut off in the middle, by its sender: nobody hears the answer.
	if (!(error instanceof WidthwiseError) || httpStatus(error) >= 500) onError(error);
	return answer(error);
}

function answer(error: unknown): { readonly status_code: number; readonly body: string } {
	return { status_code: httpStatus(error), body: JSON.stringify({ error: publicError(error) }) };
}
