/**
 * Writes how many photos were moved to the trash. Imports nothing, because browsers run it, too.
 *
 * @example
 * writeTrashed(1); // "1 photo is in the trash."
 */
export function writeTrashed(photos: number): string {
	return photos === 1
		? "1 photo is in the trash."
		: `${photos.toLocaleString("en-GB")} photos are in the trash.`;
}
