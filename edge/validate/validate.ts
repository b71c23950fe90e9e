import {
	type Engine,
	type PhotoMetadata,
	publish,
	readMetadata,
	type Store,
	unpublish,
	WidthwiseError,
} from "widthwise";
import { formatVerdict, isFinal, parseVerdict, type Verdict } from "widthwise/photo";
import { originalKey, trashKey, verdictKey } from "widthwise/url";
import { type OriginalsLocation, uploadedPhotos } from "./event.ts";
import { type FinalVerdict, killed, MAX_RUNS } from "./killed.ts";
import { describeCauses, type PhotoReport } from "./report.ts";

/**
 * Makes the handler of S3 events about stored originals. It publishes each photo and writes the verdict
 * to the media store, for the worker. After a failure that is not the photo's fault it writes no verdict
 * and rejects, so that the event is retried. Events may come twice and in any order: only the store's
 * content at the time of handling counts.
 *
 * @param options.location the location of the originals
 * @param options.maxFileBytes size of the largest original read into memory, in bytes
 * @param options.maxPixels size of the largest picture decoded, in pixels
 * @param options.masterEdge the long edge of masters, in pixels; default: 2560
 * @param options.keepCopyright whether masters keep the copyright notice and the artist's name
 * @param options.report called with the outcome for each photo
 *
 * @example
 * const validate = createValidate({ location, media, publicStore, engine, maxFileBytes: 200e6, maxPixels: 110e6, keepCopyright: false, report: console.log });
 * await validate(event);
 */
export function createValidate(options: {
	readonly location: OriginalsLocation;
	readonly media: Store;
	readonly publicStore: Store;
	readonly engine: Engine;
	readonly maxFileBytes: number;
	readonly maxPixels: number;
	readonly masterEdge?: number | undefined;
	readonly keepCopyright: boolean;
	readonly report: (report: PhotoReport) => void;
}): (event: unknown) => Promise<void> {
	const { location, media, publicStore, engine, maxFileBytes, report } = options;
	const { maxPixels, masterEdge, keepCopyright } = options;

	/** Reads the original's bytes; `null` if it has been deleted. */
	async function read(photoId: string): Promise<Uint8Array<ArrayBuffer> | null> {
		const original = await media.get(originalKey(photoId));
		if (!original) return null;
		if (original.size > maxFileBytes) {
			throw new WidthwiseError(
				"file-too-large",
				`The file has ${original.size} bytes: at most ${maxFileBytes} are allowed`,
			);
		}
		return original.bytes();
	}

	async function createVerdict(photoId: string): Promise<FinalVerdict | null> {
		let metadata: PhotoMetadata | undefined;
		try {
			const bytes = await read(photoId);
			if (!bytes) return null;
			await checkId(photoId, bytes);
			metadata = await readMetadata(bytes);
			const credit = keepCopyright ? metadata : null;
			const options = { store: publicStore, engine, maxPixels, masterEdge, credit };
			return { ok: true, published: await publish(photoId, bytes, options), metadata };
		} catch (error) {
			if (!isFinal(error)) throw error;
			return { ok: false, code: error.code, message: error.message, metadata };
		}
	}

	/** Counts the run before it begins: a photo that kills the function must not do so for ever. */
	async function countRuns(photoId: string): Promise<number> {
		const object = await media.get(verdictKey(photoId));
		const verdict = object && parseVerdict(await object.bytes());
		const runs = verdict?.ok === null ? verdict.runs : 0;
		if (runs < MAX_RUNS) await putVerdict(photoId, { ok: null, runs: runs + 1 });
		return runs;
	}

	async function putVerdict(photoId: string, verdict: Verdict): Promise<void> {
		const options = { contentType: "application/json" };
		await media.put(verdictKey(photoId), formatVerdict(verdict), options);
	}

	/** Whether the photo is in the trash, or has no original. */
	async function isDeleted(photoId: string): Promise<boolean> {
		if (await media.head(trashKey(photoId))) return true;
		return (await media.head(originalKey(photoId))) === null;
	}

	/** Resolves to how it ended, without the time. */
	async function handle(photoId: string): Promise<Omit<PhotoReport, "milliseconds">> {
		if (await isDeleted(photoId)) return { photoId, outcome: "deleted" };
		const hasKilled = (await countRuns(photoId)) >= MAX_RUNS;
		const verdict = hasKilled ? killed() : await createVerdict(photoId).catch(forget(photoId));
		if (verdict) await putVerdict(photoId, verdict);
		// If the photo was deleted in the meantime, delete everything that was written for it.
		if (verdict && !(await isDeleted(photoId))) return outcomeOf(photoId, verdict);
		await unpublish(publicStore, photoId);
		await media.delete(verdictKey(photoId));
		return { photoId, outcome: "deleted" };
	}

	/** A run that failed came to an end: it does not count. */
	function forget(photoId: string): (error: unknown) => Promise<never> {
		return async (error) => {
			await media.delete(verdictKey(photoId)).catch(() => {});
			throw error;
		};
	}

	return async (event) => {
		const failures: { readonly photoId: string; readonly error: unknown }[] = [];
		// Sequentially: each may need most of the memory.
		for (const photoId of uploadedPhotos(event, location)) {
			const startedAt = performance.now();
			const ended = await handle(photoId).catch((error: unknown) => {
				failures.push({ photoId, error });
				return { photoId, outcome: "failed", cause: describeCauses(error) } as const;
			});
			report({ ...ended, milliseconds: Math.round(performance.now() - startedAt) });
		}
		if (failures.length > 0) throw noVerdict(failures);
	};
}

function outcomeOf(photoId: string, verdict: FinalVerdict): Omit<PhotoReport, "milliseconds"> {
	if (verdict.ok) return { photoId, outcome: "published" };
	return { photoId, outcome: "refused", cause: `${verdict.code}: ${verdict.message}` };
}

/** The message has everything: the runtime logs no property of an error that is not enumerable. */
function noVerdict(
	failures: readonly { readonly photoId: string; readonly error: unknown }[],
): AggregateError {
	const causes = failures.map(({ photoId, error }) => `${photoId}: ${describeCauses(error)}`);
	return new AggregateError(
		failures.map(({ error }) => error),
		`Some photos have no verdict: ${causes.join("; ")}`,
	);
}

/** A photo's id must be its original's hash, so that the content at its URLs never changes. */
async function checkId(photoId: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
	const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
	const digits = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
	if (digits.startsWith(photoId)) return;
	throw new WidthwiseError(
		"bad-request",
		"The stored file does not match the photo's id: upload it again",
	);
}
