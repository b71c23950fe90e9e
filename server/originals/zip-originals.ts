import type { Catalogue } from "@widthwise/worker/catalogue";
import { makeZip } from "client-zip";
import type { Store } from "widthwise";
import { originalKey } from "widthwise/url";
import { createUniqueNames } from "./unique-names.ts";

/** The file that lists the photos whose originals are not in the media store. */
const MISSING_FILE = "missing originals.txt";

type Parts = {
	readonly catalogue: Pick<Catalogue, "find">;
	readonly media: Pick<Store, "get">;
};

/** One file of an archive. */
type ZipEntry = {
	readonly name: string;
	readonly lastModified: Date;
	readonly input: AsyncIterable<Uint8Array> | string;
};

/**
 * Streams the originals of photos as a ZIP, uncompressed, because pictures do not get smaller. Holds one
 * piece of one file in memory, and reads no further than the client takes it; reading ends when the
 * stream is cancelled. Photos that were deleted in the meantime are left out.
 *
 * @example
 * return new Response(zipOriginals(ids, { catalogue, media }));
 */
export function zipOriginals(ids: Iterable<string>, parts: Parts): ReadableStream<Uint8Array> {
	return makeZip(entriesOf(ids, parts));
}

async function* entriesOf(
	ids: Iterable<string>,
	{ catalogue, media }: Parts,
): AsyncGenerator<ZipEntry, void> {
	const uniqueName = createUniqueNames();
	const missing: string[] = [];
	for (const id of ids) {
		const photo = await catalogue.find(id);
		if (!photo) continue;
		const original = await media.get(originalKey(id));
		if (!original) {
			missing.push(photo.filename);
			continue;
		}
		const reader = original.stream().getReader();
		try {
			const name = uniqueName(photo.filename);
			yield { name, lastModified: photo.createdAt, input: chunksOf(reader) };
		} finally {
			// The archive asks for the next file only at the end of this one: else the client left.
			await reader.cancel();
		}
	}
	if (missing.length > 0) {
		const input = `${missing.join("\n")}\n`;
		yield { name: uniqueName(MISSING_FILE), lastModified: new Date(), input };
	}
}

async function* chunksOf(
	reader: ReadableStreamDefaultReader<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
	for (;;) {
		const { done, value } = await reader.read();
		if (done) return;
		yield value;
	}
}
