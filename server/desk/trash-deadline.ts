import type { TrashedPhoto } from "@widthwise/worker/catalogue";

const DAY_MS = 24 * 3600_000;

/**
 * When a photo in the trash will be deleted for good.
 *
 * @param days how long photos stay
 *
 * @example
 * trashDeadline({ trashedAt: new Date("2026-05-01T10:00:00Z") }, 30); // 2026-05-31T10:00:00Z
 */
export function trashDeadline({ trashedAt }: Pick<TrashedPhoto, "trashedAt">, days: number): Date {
	return new Date(trashedAt.getTime() + days * DAY_MS);
}

/**
 * Writes how long a photo still stays.
 *
 * @param now milliseconds since 1970
 *
 * @example
 * writeTimeLeft(new Date("2026-05-31T10:00:00Z"), Date.parse("2026-05-02T11:00:00Z")); // "29 days"
 */
export function writeTimeLeft(deadline: Date, now: number): string {
	const days = Math.ceil((deadline.getTime() - now) / DAY_MS);
	if (days <= 1) return days < 1 ? "a few minutes" : "less than a day";
	return `${days} days`;
}

/**
 * Writes what happens to deleted photos, for the owner who is about to delete some.
 *
 * @example
 * writeTrashPolicy(0); // "This also deletes the originals and cannot be undone."
 */
export function writeTrashPolicy(days: number): string {
	if (days === 0) return "This also deletes the originals and cannot be undone.";
	const time = days === 1 ? "a day" : `${days} days`;
	return `They leave the site at once. Their originals, positions included, stay on this server for ${time} in the trash, where you can restore them; then they are deleted for good.`;
}
