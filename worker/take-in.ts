import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { originalKey, type Store } from "widthwise";
import { arrivalOf } from "./arrival.ts";
import type { ReceiveFile } from "./receive-file.ts";

/** Makes a photo of an original that the catalogue does not know. Safe to repeat. */
export type TakeIn = (photoId: string) => Promise<void>;

/**
 * Makes the function that receives an original of the media store as if it were uploaded now: after the
 * catalogue was lost, or an older backup of it restored. Its file name is lost; title, caption and
 * time are read from the file as ever. It rejects as `ReceiveFile` does if that is no photo.
 *
 * @example
 * const takeIn = createTakeIn({ media, receiveFile, temporaryFolder });
 * await takeIn(photoId);
 */
export function createTakeIn(options: {
	readonly media: Pick<Store, "get">;
	readonly receiveFile: ReceiveFile;
	readonly temporaryFolder: string;
}): TakeIn {
	const { media, receiveFile, temporaryFolder } = options;
	return async (photoId) => {
		const original = await media.get(originalKey(photoId));
		if (!original) return;
		const path = join(temporaryFolder, randomUUID());
		try {
			await pipeline(Readable.from(original.stream()), createWriteStream(path));
			const type = original.contentType.replace(/^image\//, "");
			await receiveFile(`photo.${type}`, path, arrivalOf(new Date()));
		} finally {
			await rm(path, { force: true });
		}
	};
}
