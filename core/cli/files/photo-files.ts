/** The extensions of the formats that the library reads. */
const READ = [
	...["jpg", "jpeg", "jpe", "jfif", "png", "webp", "gif", "avif", "avifs"],
	...["heic", "heif", "heics", "hif", "jxl"],
];

/** Photos that it does not read, but that may have metadata: a check must not pass over them. */
const NOT_READ = ["tif", "tiff", "dng", "nef", "arw", "cr2", "cr3", "jp2", "psd"];

/** Selects files of a folder by their names. */
export type FileFilter = (name: string) => boolean;

/**
 * Whether a file of a folder is a photo in a format that the library reads, by its extension.
 *
 * @example
 * isReadablePhoto("IMG_1.JPG"); // true
 */
export function isReadablePhoto(name: string): boolean {
	return READ.includes(extensionOf(name));
}

/**
 * Whether a file of a folder is a photo in any format, by its extension.
 *
 * @example
 * isPhoto("IMG_1.HEIC"); // true
 */
export function isPhoto(name: string): boolean {
	return isReadablePhoto(name) || NOT_READ.includes(extensionOf(name));
}

function extensionOf(name: string): string {
	const dot = name.lastIndexOf(".");
	return dot < 0 ? "" : name.slice(dot + 1).toLowerCase();
}
