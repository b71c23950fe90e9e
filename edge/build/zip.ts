import { type Zippable, zipSync } from "fflate";

/** Names in an archive and their bytes. */
export type Files = { [name: string]: Uint8Array };

/** The earliest moment a zip can hold; so that the same files give the same bytes. */
const EPOCH = new Date(1980, 0, 1);

/** A plain file that everybody may read, as Unix keeps it in the upper half of a zip's attributes. */
const READABLE = 0o100644 << 16;

const UNIX = 3;

/**
 * Zips files, names sorted, without dates: the same files give the same bytes.
 *
 * @example
 * zipFiles({ "index.mjs": new TextEncoder().encode("export const handler = () => {};") });
 */
export function zipFiles(files: Files): Uint8Array {
	const entries: Zippable = {};
	for (const name of Object.keys(files).sort()) {
		const bytes = files[name];
		if (bytes) entries[name] = [bytes, { mtime: EPOCH, attrs: READABLE, os: UNIX, level: 9 }];
	}
	return zipSync(entries);
}
