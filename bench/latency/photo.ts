import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const REAL_PHOTO = fileURLToPath(
	new URL("../../../shared/corpus/photos/kleiber-20.4mp.jpg", import.meta.url),
);

/**
 * The photo that is measured with: `--photo path`, else a real one of 20 MP where it is at hand.
 *
 * @throws {Error} if there is none
 *
 * @example
 * const photo = await benchPhoto(process.argv);
 */
export async function benchPhoto(words: readonly string[]): Promise<Uint8Array> {
	const at = words.indexOf("--photo");
	const path = at < 0 ? REAL_PHOTO : (words[at + 1] ?? "");
	if (!existsSync(path)) throw new Error("Give a JPEG to measure with: --photo path/to/20mp.jpg");
	return new Uint8Array(await Bun.file(path).arrayBuffer());
}

/**
 * The same JPEG as another file: bytes after a picture's end are legal and change its hash.
 *
 * @example
 * const photos = [1, 2, 3].map((n) => distinctCopy(photo, n));
 */
export function distinctCopy(photo: Uint8Array, number: number): Uint8Array<ArrayBuffer> {
	const copy = new Uint8Array(photo.length + 8);
	copy.set(photo);
	new DataView(copy.buffer).setFloat64(photo.length, number);
	return copy;
}
