import { type FileHandle, open } from "node:fs/promises";
import { requireImageType, SNIFF_BYTES } from "widthwise/internal";
import { emptyFile, probeFile, tooLarge } from "./receive.ts";
import type { ProbedFile, Received, StoreOriginal } from "./store-original.ts";

/** Bytes read at once. */
const BUFFER_BYTES = 1_000_000;

/** Accepts a file that lies whole on this machine's disk; see {@link createFileReceiver}. */
export type ReceiveFile = (filename: string, path: string, arrival: number) => Promise<Received>;

/**
 * Makes the function that accepts a file which arrived in parts and is now whole on the disk: hashed,
 * probed and kept like any other. It rejects as `Receive` does. Afterwards the file may be gone; if it
 * is not, it may be removed.
 *
 * @example
 * const receiveFile = createFileReceiver({ storeOriginal, maxFileBytes, maxPixels });
 * const { photo } = await receiveFile("blue-hour.jpg", path, arrivalOf(new Date()));
 */
export function createFileReceiver(options: {
	readonly storeOriginal: StoreOriginal;
	readonly maxFileBytes: number;
	readonly maxPixels: number;
}): ReceiveFile {
	const { storeOriginal, maxFileBytes, maxPixels } = options;
	return async (filename, path, arrival) => {
		const file = await open(path, "r");
		let probed: ProbedFile;
		try {
			const { size } = await file.stat();
			if (size === 0) throw emptyFile();
			if (size > maxFileBytes) throw tooLarge(maxFileBytes);
			const type = requireImageType(await firstBytes(file));
			const probe = await probeFile(file, size, maxPixels);
			const hash = await hashOf(file);
			probed = { path, size, hash, type, probe, written: Promise.resolve() };
		} finally {
			await file.close();
		}
		return storeOriginal(filename, probed, arrival);
	};
}

async function firstBytes(file: FileHandle): Promise<Uint8Array> {
	const { buffer, bytesRead } = await file.read(new Uint8Array(SNIFF_BYTES), 0, SNIFF_BYTES, 0);
	return buffer.subarray(0, bytesRead);
}

/** Through one buffer: a stream would leave as much garbage as the file is large. */
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
