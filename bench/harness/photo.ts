import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Real photos of 20 and 22 MP. */
const REAL_PHOTOS = realPhotos("kleiber-20.4mp.jpg", "canon-5d3-22mp-iptc-xmp-srgb.jpg");

/**
 * Returns the paths of real photos, which may be missing.
 *
 * @example
 * realPhotos("kleiber-20.4mp.jpg");
 */
export function realPhotos(...names: readonly string[]): readonly string[] {
	return names.map((name) =>
		fileURLToPath(new URL(`../../../shared/corpus/photos/${name}`, import.meta.url)),
	);
}

/**
 * Reads the photos for measurements: the named ones, else the real photos if they exist.
 *
 * @param named paths
 * @param usual paths of the photos to read if none is named; default: two of 20 and 22 MP
 * @throws {Error} if there is no photo, or a named file is missing
 *
 * @example
 * const [photo] = await benchPhotos([]);
 */
export async function benchPhotos(
	named: readonly string[],
	usual: readonly string[] = REAL_PHOTOS,
): Promise<readonly [Uint8Array, ...Uint8Array[]]> {
	const missing = named.filter((path) => !existsSync(path));
	if (missing.length > 0) throw new Error(`File not found: ${missing.join(", ")}`);
	const paths = named.length > 0 ? named : usual.filter((path) => existsSync(path));
	const [first, ...others] = await Promise.all(paths.map((path) => Bun.file(path).bytes()));
	if (!first) throw new Error("This needs a JPEG to measure with: --photo path/to/20mp.jpg");
	return [first, ...others];
}

/**
 * Makes a distinct copy of a JPEG, by inserting a comment (COM, T.81 B.2.4.5) with the copy's number.
 *
 * @example
 * const photos = [1, 2, 3].map((n) => distinctCopy(photo, n));
 */
export function distinctCopy(photo: Uint8Array, number: number): Uint8Array<ArrayBuffer> {
	const afterStart = 2;
	const comment = new Uint8Array(12);
	const view = new DataView(comment.buffer);
	view.setUint16(0, 0xfffe);
	view.setUint16(2, comment.length - 2);
	view.setFloat64(4, number);
	const copy = new Uint8Array(photo.length + comment.length);
	copy.set(photo.subarray(0, afterStart));
	copy.set(comment, afterStart);
	copy.set(photo.subarray(afterStart), afterStart + comment.length);
	return copy;
}
