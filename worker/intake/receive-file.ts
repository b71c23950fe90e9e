import { type FileHandle, open } from "node:fs/promises";
import type { ThreadedInspector } from "widthwise/inspection";
import { requireImageType, SNIFF_BYTES } from "widthwise/internal";
import { emptyFile, probeFile, tooLarge } from "./receive.ts";
import type { ProbedFile, Received, StoreOriginal } from "./store-original.ts";

/** Bytes read at once. */
const BUFFER_BYTES = 1_000_000;

/**
 * Receives a complete file on this machine's disk; see {@link createFileReceiver}.
 *
 * @param requestId of the request that completed the file
 */
export type ReceiveFile = (
	filename: string,
	path: string,
	arrival: number,
	requestId?: string,
) => Promise<Received>;

/**
 * Creates the function that receives a file which arrived in parts and is now complete on the disk. It
 * hashes, probes and stores it like any other, and rejects as `Receive` does. Afterwards the file may
 * have been moved away; if not, the caller may delete it.
 *
 * @example
 * const receiveFile = createFileReceiver({ storeOriginal, inspector, maxFileBytes, maxPixels });
 * const { photo } = await receiveFile("blue-hour.jpg", path, arrivalOf(new Date()));
 */
export function createFileReceiver(options: {
	readonly storeOriginal: StoreOriginal;
	readonly inspector: Pick<ThreadedInspector, "probeFile">;
	readonly maxFileBytes: number;
	readonly maxPixels: number;
	readonly maxMemory: number;
	/** The long edge of masters, in pixels; default: 2560. */
	readonly masterEdge?: number | undefined;
}): ReceiveFile {
	const { storeOriginal, maxFileBytes } = options;
	return async (filename, path, arrival, requestId) => {
		const file = await open(path, "r");
		let probed: ProbedFile;
		try {
			const { size } = await file.stat();
			if (size === 0) throw emptyFile();
			if (size > maxFileBytes) throw tooLarge(maxFileBytes);
			const type = requireImageType(await firstBytes(file));
			const probe = await probeFile({ path, size }, options);
			const hash = await hashOf(file);
			probed = { path, size, hash, type, probe, written: Promise.resolve() };
		} finally {
			await file.close();
		}
		return storeOriginal(filename, probed, arrival, requestId);
	};
}

async function firstBytes(file: FileHandle): Promise<Uint8Array> {
	const { buffer, bytesRead } = await file.read(new Uint8Array(SNIFF_BYTES), 0, SNIFF_BYTES, 0);
	return buffer.subarray(0, bytesRead);
}

/** Reads through one buffer: a stream would leave garbage as large as the file. */
async function hashOf(file: FileHandle): Promise<string> {
	const hash = new Bun.CryptoHasher("sha256");
	const buffer = new Uint8Array(BUFFER_BYTES);
	for (let position = 0; ; ) {
		const { bytesRead } = await file.read(buffer, 0, BUFFER_BYTES, position);
		if (bytesRead === 0) return hash.digest("hex");
		hash.update(buffer.subarray(0, bytesRead));
		position += bytesRead;
	}
}
