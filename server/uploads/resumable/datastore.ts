import { DataStore, ERRORS, type Upload } from "@tus/server";
import { type CollectBuffers, createBufferCollector } from "@widthwise/worker/intake";
import { WidthwiseError } from "widthwise";
import { requireImageType, SNIFF_BYTES } from "widthwise/internal";
import { type Staging, storageFailure } from "./staging.ts";

/**
 * Supported extensions. Not `creation-defer-length`: a known length can be checked against the
 * limit.
 */
const EXTENSIONS = ["creation", "creation-with-upload", "termination", "expiration"];

/**
 * Adapts a staging to the tus server. A file that is not an image is refused by its first bytes and
 * never fills the disk or the S3 bucket.
 *
 * @example
 * const server = new Server({ path: "/api/uploads", datastore: createDatastore(staging) });
 */
export function createDatastore(staging: Staging): DataStore {
	const collectBuffers = createBufferCollector();

	async function getUpload(uploadId: string): Promise<Upload> {
		const staged = await staging.find(uploadId);
		if (!staged) throw ERRORS.FILE_NOT_FOUND;
		return staged.upload;
	}

	async function write(
		body: AsyncIterable<Uint8Array>,
		uploadId: string,
		offset: number,
	): Promise<number> {
		let failure: unknown;
		const checked = requireImage(counted(body, collectBuffers), offset, {
			firstBytes: () => staging.firstBytes(uploadId, offset),
			onFailure(error) {
				failure = error;
			},
		});
		try {
			return await staging.write(uploadId, offset, checked);
		} catch (cause) {
			if (failure instanceof WidthwiseError) await staging.remove(uploadId);
			if (failure !== undefined) throw failureOf(failure);
			// It expired, or was removed by another request, while its bytes arrived.
			throw (await staging.find(uploadId)) ? storageFailure(cause) : ERRORS.FILE_NOT_FOUND;
		}
	}

	return Object.assign(new DataStore(), {
		extensions: EXTENSIONS,
		getExpiration: () => staging.retentionMs,
		async create(upload: Upload) {
			await staging.begin(upload).catch((cause: unknown) => {
				throw storageFailure(cause);
			});
			return upload;
		},
		getUpload,
		write,
		async remove(uploadId: string) {
			await getUpload(uploadId);
			await staging.remove(uploadId);
		},
	});
}

/** Maps a body's failure: to the protocol's own error if the connection was lost. */
function failureOf(failure: unknown): unknown {
	const isKnown = failure instanceof WidthwiseError || isProtocolError(failure);
	return isKnown ? failure : ERRORS.ABORTED;
}

function isProtocolError(error: unknown): boolean {
	return typeof error === "object" && error !== null && "status_code" in error;
}

/** Passes a body on; fails if the file's first bytes are not those of an image. */
async function* requireImage(
	body: AsyncIterable<Uint8Array>,
	offset: number,
	staged: {
		firstBytes(): Promise<Uint8Array>;
		onFailure(error: unknown): void;
	},
): AsyncGenerator<Uint8Array, void> {
	let head = offset < SNIFF_BYTES ? await staged.firstBytes() : null;
	try {
		for await (const chunk of body) {
			if (head) head = Buffer.concat([head, chunk.subarray(0, SNIFF_BYTES)]);
			if (head && head.length >= SNIFF_BYTES) {
				requireImageType(head);
				head = null;
			}
			yield chunk;
		}
	} catch (error) {
		staged.onFailure(error);
		throw error;
	}
}

/** Counts chunks for the collector: they are outside the JavaScript heap, which it does not see. */
async function* counted(
	body: AsyncIterable<Uint8Array>,
	collectBuffers: CollectBuffers,
): AsyncGenerator<Uint8Array, void> {
	for await (const chunk of body) {
		yield chunk;
		collectBuffers(chunk.length);
	}
}
