import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type Store, WidthwiseError } from "widthwise";
import type { StoredObject } from "widthwise/store";
import { originalKey } from "widthwise/url";
import { arrivalOf } from "../catalogue/arrival.ts";
import type { ReceiveFile } from "../intake/receive-file.ts";

/** Makes a photo of an original that has no record. Safe to repeat. */
export type RecoverOriginal = (photoId: string) => Promise<void>;

/**
 * Creates the function that receives an original of the media store as if it were uploaded now: after
 * the catalogue was lost, or an older backup of it restored. The file name is lost; title, caption and
 * time are read from the file as usual. It rejects as `ReceiveFile` does if the original is not a
 * photo, and with `bad-request` if its hash does not match its key.
 *
 * @example
 * const recoverOriginal = createRecoverOriginal({ media, receiveFile, temporaryFolder });
 * await recoverOriginal(photoId);
 */
export function createRecoverOriginal(options: {
	readonly media: Pick<Store, "get">;
	readonly receiveFile: ReceiveFile;
	readonly temporaryFolder: string;
}): RecoverOriginal {
	const { media, receiveFile, temporaryFolder } = options;
	return async (photoId) => {
		const original = await media.get(originalKey(photoId));
		if (!original) return;
		const path = join(temporaryFolder, randomUUID());
		try {
			const hash = await copy(original, path);
			if (!hash.startsWith(photoId)) throw wrongHash(original.key);
			const extension = /^image\/(\w+)$/.exec(original.contentType)?.[1];
			await receiveFile(extension ? `photo.${extension}` : "photo", path, arrivalOf(new Date()));
		} finally {
			await rm(path, { force: true });
		}
	};
}

/** Copies an object to a file; resolves to its SHA-256 in lower-case hex. */
async function copy(object: StoredObject, path: string): Promise<string> {
	const hash = new Bun.CryptoHasher("sha256");
	async function* hashed(): AsyncGenerator<Uint8Array, void> {
		for await (const chunk of object.stream()) {
			hash.update(chunk);
			yield chunk;
		}
	}
	await pipeline(hashed(), createWriteStream(path));
	return hash.digest("hex");
}

function wrongHash(key: string): WidthwiseError {
	return new WidthwiseError(
		"bad-request",
		`${key} was not recovered: its content does not match its name`,
	);
}
