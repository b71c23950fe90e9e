import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { distinctCopy } from "../harness/photo.ts";
import type { ServedPhotos } from "./image-server.ts";

/**
 * Writes distinct copies of a photo to a folder, for servers that read folders.
 *
 * @param first the number of the first copy; each number gives a distinct file
 *
 * @example
 * await using served = await writePhotos(photo, { first: 0, count: 16 });
 */
export async function writePhotos(
	photo: Uint8Array,
	{ first, count }: { readonly first: number; readonly count: number },
): Promise<ServedPhotos> {
	const folder = await mkdtemp(join(tmpdir(), "widthwise-photos-"));
	// nginx drops its privileges: the folder must be readable by others.
	await chmod(folder, 0o755);
	const photos = Array.from({ length: count }, (_, i) => distinctCopy(photo, first + i));
	for (const [i, copy] of photos.entries()) await Bun.write(join(folder, `${i}.jpg`), copy);
	return { folder, photos, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}
