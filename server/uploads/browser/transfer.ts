import Uppy from "@uppy/core";
import Tus, { type TusBody, type TusDetailedError } from "@uppy/tus";
import { messageIn } from "./error-message.ts";
import { type FailedRequest, type Interruption, interruptionOf } from "./interruption.ts";

/** What the server needs to know about a file besides its bytes. */
export type FileFields = {
	readonly folderPath: string;
	/** When its batch was chosen: milliseconds since 1970, by the server's clock. */
	readonly chosen: number;
	/** Its place in the batch, from 0. */
	readonly place: number;
};

/** The server's answer to a complete file. */
export type Received = { readonly photoId: string; readonly isKnown: boolean };

/** Why a transfer failed. */
export type TransferFailure = {
	readonly message: string;
	/** Whether a retry may succeed: the server has not refused the file. */
	readonly canRetry: boolean;
};

/** Receives the progress and outcome of transfers, by the id that `send` returned. */
export type TransferListener = {
	/** @param share of the bytes, 0 to 1 */
	onProgress(id: string, share: number): void;
	/** A request failed, and is repeated by itself. */
	onInterrupted(id: string, interruption: Interruption): void;
	onReceived(id: string, received: Received): void;
	onFailure(id: string, failure: TransferFailure): void;
};

/** Sends files by resumable uploads. */
export type Transfer = {
	/** Starts or resumes sending a file; returns `null` if it is being sent already. */
	send(file: File, fields: FileFields): string | null;
	/** Resumes sending a file that failed. */
	retry(id: string): void;
	/** Cancels the upload of a file, here and on the server. */
	remove(id: string): void;
};

type Meta = { chosen: string; place: string; relativePath: string };

/** Bytes in one request: buffering proxies lose at most this much, and accept far more. */
const CHUNK_BYTES = 8_000_000;

/**
 * Uploads at once: browsers open at most six HTTP/1.1 connections to a server; one is for events.
 */
const CONCURRENCY = 3;

/** Pauses before retries, slightly more than two minutes in total; then the owner must retry. */
const RETRY_MS = [300, 1000, 3000, 5000, 10_000, 20_000, 30_000, 60_000];

/**
 * Makes a transfer by the tus protocol: bytes that were sent before, on this page or before a
 * reload, are not sent again.
 *
 * @param endpoint the path at which uploads are created
 *
 * @example
 * const transfer = createTransfer("/api/uploads", listener);
 * const id = transfer.send(file, { folderPath: "", chosen: Date.now(), place: 0 });
 */
export function createTransfer(endpoint: string, listener: TransferListener): Transfer {
	const uppy = new Uppy<Meta, TusBody>({ autoProceed: true });
	/** The files that requests send, by their ids. */
	const senders = new WeakMap<object, string>();
	/** When the server wants a file's next request: milliseconds since 1970. */
	const retryAt = new Map<string, number>();

	/** The library's own pauses do not know `Retry-After`. */
	async function waitForTurn(id: string): Promise<void> {
		const pauseMs = (retryAt.get(id) ?? 0) - Date.now();
		retryAt.delete(id);
		if (pauseMs <= 0) return;
		await new Promise((resolve) => setTimeout(resolve, pauseMs));
		if (!uppy.getState().files[id]) throw new Error("The file was removed meanwhile");
	}

	uppy.use(Tus<Meta, TusBody>, {
		endpoint,
		chunkSize: CHUNK_BYTES,
		limit: CONCURRENCY,
		retryDelays: RETRY_MS,
		allowedMetaFields: ["name", "chosen", "place"],
		removeFingerprintOnSuccess: true,
		async onBeforeRequest(request, { id }) {
			senders.set(request, id);
			if (request.getMethod() !== "DELETE") await waitForTurn(id);
		},
		onShouldRetry(error, attempt, _options, next) {
			const isRepeated = next(error);
			const id = senders.get(error.originalRequest);
			if (!isRepeated || id === undefined) return isRepeated;
			const failed = requestOf(error);
			const interruption = interruptionOf(failed, RETRY_MS[attempt] ?? 0, Date.now());
			retryAt.set(id, interruption.retryAt ?? 0);
			listener.onInterrupted(id, interruption);
			return true;
		},
	});
	uppy.on("upload-progress", (file, { bytesUploaded, bytesTotal }) => {
		if (file && bytesTotal) listener.onProgress(file.id, bytesUploaded / bytesTotal);
	});
	uppy.on("upload-success", (file, { body }) => {
		const photoId = body?.xhr.getResponseHeader("Photo-Id");
		if (!file) return;
		if (!photoId) return listener.onFailure(file.id, { message: NOT_CONFIRMED, canRetry: true });
		const isKnown = body?.xhr.getResponseHeader("Photo-Known") === "1";
		listener.onReceived(file.id, { photoId, isKnown });
	});
	uppy.on("upload-error", (file, _error, response) => {
		if (file) listener.onFailure(file.id, failureOf(response?.status ?? 0, response?.body?.xhr));
	});
	return {
		send(file, { folderPath, chosen, place }) {
			try {
				return uppy.addFile({
					name: file.name,
					type: file.type,
					data: file,
					meta: { relativePath: folderPath, chosen: String(chosen), place: String(place) },
				});
			} catch {
				return null;
			}
		},
		retry(id) {
			const bytesTotal = uppy.getFile(id).size;
			// The library sends no file again that it counts as complete, confirmed or not.
			uppy.setFileState(id, {
				progress: { uploadStarted: null, bytesUploaded: false, bytesTotal, uploadComplete: false },
			});
			uppy.retryUpload(id).catch(() => {});
		},
		remove: (id) => uppy.removeFile(id),
	};
}

function requestOf({ originalResponse: response }: TusDetailedError): FailedRequest {
	return {
		status: response?.getStatus() ?? 0,
		body: response?.getBody() ?? "",
		retryAfter: response?.getHeader("Retry-After"),
	};
}

const NOT_CONFIRMED = "The server did not confirm the upload: try again";

function failureOf(status: number, xhr: XMLHttpRequest | undefined): TransferFailure {
	if (status === 401) {
		const message = "You are signed out: sign in again in another tab, then try again";
		return { message, canRetry: true };
	}
	const message = messageIn(xhr?.responseText ?? "");
	if (status >= 400 && status < 500 && status !== 429 && message)
		return { message, canRetry: false };
	return {
		message: message ?? "The connection was lost: try again to resume",
		canRetry: true,
	};
}
