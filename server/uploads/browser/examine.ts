import { requireImageType, SNIFF_BYTES } from "widthwise/internal";
import { photoStages } from "../../live/browser/photo-stages.ts";

/** The result of checking a file before it is sent. */
export type Finding =
	| { readonly is: "new" }
	| { readonly is: "known"; readonly photoId: string }
	| { readonly is: "refused"; readonly message: string };

/**
 * Larger files are not hashed, because browsers can only hash a file that is in memory; in bytes.
 */
const MAX_HASHED_BYTES = 64_000_000;

/**
 * Checks a file before it is sent, so that files which the server would refuse or already has are
 * not sent. The server repeats the checks.
 *
 * @param maxBytes the largest file that the server accepts
 * @throws {DOMException} if the file cannot be read
 *
 * @example
 * const finding = await examine(file, 200_000_000);
 */
export async function examine(file: File, maxBytes: number): Promise<Finding> {
	if (file.size === 0) return refused("The file is empty");
	if (file.size > maxBytes) {
		return refused(`The file is too large: at most ${Math.floor(maxBytes / 1e6)} MB are accepted`);
	}
	try {
		requireImageType(new Uint8Array(await file.slice(0, SNIFF_BYTES).arrayBuffer()));
	} catch (error) {
		return refused(error instanceof Error ? error.message : "The file is not an image");
	}
	const photoId = await photoIdOf(file);
	if (photoId === null) return { is: "new" };
	const [photo] = await photoStages([photoId]).catch(() => []);
	return photo && photo.status !== "failed" ? { is: "known", photoId } : { is: "new" };
}

/** Computes the photo's id as the server does; `null` if the browser cannot hash (plain http). */
async function photoIdOf(file: File): Promise<string | null> {
	if (!globalThis.isSecureContext || file.size > MAX_HASHED_BYTES) return null;
	const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
	return [...hash.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function refused(message: string): Finding {
	return { is: "refused", message };
}
