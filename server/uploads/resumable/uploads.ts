import { Server, type ServerOptions } from "@tus/server";
import type { PhotoLock } from "@widthwise/worker/database";
import { type ReceiveFile, tooLarge } from "@widthwise/worker/intake";
import type { Log } from "@widthwise/worker/logging";
import { WidthwiseError } from "widthwise";
import { errorBody, errorResponse } from "../../http/error-response.ts";
import { httpStatus } from "../../http/error-status.ts";
import { requestIdOf } from "../../http/request-id.ts";
import { retryAfterHeader } from "../../http/retry-after.ts";
import type { Metrics } from "../../observe/metrics.ts";
import { createDatastore } from "./datastore.ts";
import { createFinish } from "./finish.ts";
import { createUploadLocks } from "./locks.ts";
import type { Outcome, Staging } from "./staging.ts";
import { unsupported, withOverride } from "./tus-request.ts";

/** Resumable uploads by the tus protocol 1.0 (https://tus.io/protocols/resumable-upload). */
export type ResumableUploads = {
	/** Answers a request of the protocol. Callers must check that it is the owner's. */
	respond(request: Request): Promise<Response>;
	/** Stops removing expired uploads. */
	close(): void;
};

const CLEAN_INTERVAL_MS = 3600_000;

/** How long a request may keep its lock when its client has reconnected, in milliseconds. */
const LOCK_DRAIN_MS = 250;

/**
 * Opens the server side of uploads that survive a lost connection, a reload of the page and a
 * restart of the server. A complete file is received like any other. The response to its last part,
 * and to HEAD from then on, has the outcome: `Photo-Id`, and `Photo-Known` if the photo was known
 * already.
 *
 * `Upload-Metadata` has `filename` and, for the order of photos that were chosen together, `chosen`
 * (milliseconds since 1970) and `place` (0 for the first).
 *
 * @param options.path the path at which uploads are created, such as `/api/uploads`
 * @param options.staging for unfinished uploads
 * @param options.lock the pipeline's lock, shared by all servers that share the staging
 *
 * @example
 * const uploads = openResumableUploads({ path: "/api/uploads", staging, lock, maxFileBytes, ... });
 * const response = await uploads.respond(request);
 */
export function openResumableUploads(options: {
	readonly path: string;
	readonly staging: Staging;
	readonly lock: PhotoLock;
	readonly maxFileBytes: number;
	readonly receiveFile: ReceiveFile;
	readonly metrics: Pick<Metrics, "uploaded" | "receiving">;
	/** Is aborted when the server stops: uploads that arrive end, and can be continued later. */
	readonly closing: AbortSignal;
	readonly onError: Log["error"];
}): ResumableUploads {
	const { path, staging, lock, maxFileBytes, metrics, closing, onError } = options;
	const finish = createFinish(options);
	/** The errors of requests that have been refused. */
	const refused = new WeakMap<Request, unknown>();

	/** Adds when to try again: the protocol's server sends only a status and a text. */
	async function answerByProtocol(request: Request): Promise<Response> {
		const response = await tus.handleWeb(request);
		for (const [name, value] of Object.entries(retryAfterHeader(refused.get(request)))) {
			response.headers.set(name, value);
		}
		return response;
	}

	/** Receives the upload's file if it is complete; `null` if it is not, or was refused. */
	async function outcomeOf(id: string, requestId: string | undefined): Promise<Outcome | null> {
		if (!isUploadId(id)) return null;
		return finish(id, requestId).catch((error: unknown) => {
			if (!isRefusal(error)) throw error;
			metrics.uploaded("rejected");
			return null;
		});
	}

	/**
	 * Answers HEAD. All bytes may be stored although the client got no response: the server crashed, or
	 * the connection was lost.
	 */
	async function answerHead(request: Request): Promise<Response> {
		const requestId = requestIdOf(request);
		const id = new URL(request.url).pathname.slice(path.length + 1);
		try {
			const before = await outcomeOf(id, requestId);
			const response = await tus.handleWeb(request);
			if (response.status >= 500) return retryLater();
			// The protocol's server waits for a request that sends bytes: these may be the last.
			const outcome = before ?? (isComplete(response) ? await outcomeOf(id, requestId) : null);
			if (isComplete(response) && !outcome) return retryLater();
			for (const [name, value] of Object.entries(outcomeHeaders(outcome))) {
				response.headers.set(name, value);
			}
			return response;
		} catch (error) {
			onError(error, { requestId });
			return retryLater();
		}
	}

	const tus = new Server({
		path,
		datastore: createDatastore(staging),
		maxSize: maxFileBytes,
		relativeLocation: true,
		// Pages of other sites must not read the responses.
		allowedOrigins: [],
		locker: createUploadLocks(lock, closing),
		lockDrainTimeout: LOCK_DRAIN_MS,
		// An invalid id is unknown: it is neither locked nor looked up.
		getFileIdFromRequest: (_request, id = "") => (isUploadId(id) ? id : undefined),
		onUploadFinish: async (request, { id }) => ({
			headers: outcomeHeaders(await finish(id, requestIdOf(request))),
		}),
		onResponseError(request, error) {
			refused.set(request, error);
			if (isRefusal(error)) metrics.uploaded("rejected");
			return refusalOf(error, maxFileBytes, (reason) =>
				onError(reason, { requestId: requestIdOf(request) }),
			);
		},
	});
	const clean = (): void => void staging.removeExpired().catch(onError);
	clean();
	const cleaning = setInterval(clean, CLEAN_INTERVAL_MS);
	return {
		async respond(sent) {
			const refusal = unsupported(sent);
			if (refusal) return errorResponse(refusal);
			const request = withOverride(sent);
			if (request.method !== "HEAD") {
				const endReceiving = metrics.receiving();
				return answerByProtocol(request).finally(endReceiving);
			}
			return answerHead(request);
		},
		close: () => clearInterval(cleaning),
	};
}

/** 423 Locked: clients retry. After any other error they would start from the first byte. */
function retryLater(): Response {
	return new Response(null, { status: 423, headers: { "Cache-Control": "no-store" } });
}

/** Whether the response of the protocol's server to HEAD says that it has all bytes. */
function isComplete({ headers }: Response): boolean {
	const size = headers.get("upload-length");
	return size !== null && size === headers.get("upload-offset");
}

function isUploadId(text: string): boolean {
	return /^[0-9a-f]{32}$/.test(text);
}

function outcomeHeaders(outcome: Outcome | null): Record<string, string> {
	if (!outcome) return {};
	return { "Photo-Id": outcome.photoId, ...(outcome.isKnown && { "Photo-Known": "1" }) };
}

/** Whether the error refuses the file. */
function isRefusal(error: unknown): boolean {
	return error instanceof WidthwiseError && httpStatus(error) < 500;
}

type ResponseError = Parameters<NonNullable<ServerOptions["onResponseError"]>>[1];

/** Formats our own errors as everywhere in the API; the protocol's own errors stay as they are. */
function refusalOf(
	error: ResponseError,
	maxFileBytes: number,
	onError: (error: unknown) => void,
): { readonly status_code: number; readonly body: string } | undefined {
	const isProtocolError = "status_code" in error;
	if (isProtocolError && error.status_code === 413) return answer(tooLarge(maxFileBytes));
	if (isProtocolError && (error.status_code < 500 || error.status_code === 501)) return undefined;
	if (!(error instanceof WidthwiseError) || httpStatus(error) >= 500) onError(error);
	return answer(error);
}

function answer(error: unknown): { readonly status_code: number; readonly body: string } {
	return { status_code: httpStatus(error), body: JSON.stringify(errorBody(error)) };
}
