import Uppy from "@uppy/core";
import Tus, { type TusBody } from "@uppy/tus";

/** What the server must know of a file beside its bytes. */
export type FileFields = {
	readonly folderPath: string;
	/** When its batch was chosen, milliseconds since 1970 by the server's clock. */
	readonly chosen: number;
	/** Its place in the batch, from 0. */
	readonly place: number;
};

/** What became of a file's bytes. */
export type Received = { readonly photoId: string; readonly isKnown: boolean };

/** Why a file's bytes did not arrive. */
export type TransferFailure = {
	readonly message: string;
	/** Whether it may go better next time: the server has not refused the file. */
	readonly canRetry: boolean;
};

/** Who hears of transfers, by the id that `send` gave. */
export type TransferListener = {
	/** A share of 0 to 1. */
	onProgress(id: string, share: number): void;
	onReceived(id: string, received: Received): void;
	onFailure(id: string, failure: TransferFailure): void;
};

/** Sends files so that they can be resumed. */
export type Transfer = {
	/** Begins to send a file, or goes on with it; `null` if it is being sent already. */
	send(file: File, words: FileFields): string | null;
	/** Goes on with a file that failed. */
	retry(id: string): void;
	/** Gives a file up, here and on the server. */
	remove(id: string): void;
};

type Meta = { chosen: string; place: string; relativePath: string };

/** Bytes of one request: what a proxy that collects requests can lose, and far below its usual limit. */
const CHUNK_BYTES = 8_000_000;

/** A browser opens six connections to a server at the most, and one is for events. */
const AT_ONCE = 3;

/** A little more than two minutes in all; afterwards the owner says when. */
const RETRY_MS = [300, 1000, 3000, 5000, 10_000, 20_000, 30_000, 60_000];

/**
 * Sends files by the tus protocol: what was sent already, on this page or before a reload, is not sent
 * again.
 *
 * @param endpoint where uploads are begun
 *
 * @example
 * const transfer = createTransfer("/api/uploads", listener);
 * const id = transfer.send(file, { folderPath: "", chosen: Date.now(), place: 0 });
 */
export function createTransfer(endpoint: string, listener: TransferListener): Transfer {
	const uppy = new Uppy<Meta, TusBody>({ autoProceed: true });
	uppy.use(Tus<Meta, TusBody>, {
		endpoint,
		chunkSize: CHUNK_BYTES,
		limit: AT_ONCE,
		retryDelays: RETRY_MS,
		allowedMetaFields: ["name", "chosen", "place"],
		removeFingerprintOnSuccess: true,
	});
	uppy.on("upload-progress", (file, { bytesUploaded, bytesTotal }) => {
		if (file && bytesTotal) listener.onProgress(file.id, bytesUploaded / bytesTotal);
	});
	uppy.on("upload-success", (file, { body }) => {
		const photoId = body?.xhr.getResponseHeader("Photo-Id");
		if (!file) return;
		if (!photoId) return listener.onFailure(file.id, { message: NO_ANSWER, canRetry: true });
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
		retry: (id) => void uppy.retryUpload(id).catch(() => {}),
		remove: (id) => uppy.removeFile(id),
	};
}

const NO_ANSWER = "The server did not say what became of it: try again";

function failureOf(status: number, xhr: XMLHttpRequest | undefined): TransferFailure {
	if (status === 401) {
		const message = "You are signed out: sign in again in another tab, then try again";
		return { message, canRetry: true };
	}
	const message = messageIn(xhr?.responseText ?? "");
	if (status >= 400 && status < 500 && message) return { message, canRetry: false };
	return {
		message: message ?? "The connection was lost: what was sent is kept, try again to go on",
		canRetry: true,
	};
}

function messageIn(body: string): string | null {
	try {
		const { error }: { error?: { message?: string } } = JSON.parse(body);
		return error?.message ?? null;
	} catch {
		return null;
	}
}
