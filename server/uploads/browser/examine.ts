import { requireImageType, SNIFF_BYTES } from "widthwise/internal";
import { photoStages } from "../../live/browser/photo-stages.ts";

/** What is known of a file before a byte of it is sent. */
export type Finding =
	| { readonly is: "new" }
	| { readonly is: "here"; readonly photoId: string }
	| { readonly is: "refused"; readonly message: string };

/** Bytes: larger files are not hashed here, because they would have to be in memory as a whole. */
const MAX_HASHED = 64_000_000;

/**
 * Looks at a file before it is sent: what the server would refuse is not sent at all, nor is what it
 * has already. The server looks again by itself.
 *
 * @param maxBytes the server's limit
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
	return photo && photo.status !== "failed" ? { is: "here", photoId } : { is: "new" };
}

/** The photo's id, as the server makes it; `null` where the browser offers no hash (plain http). */
async function photoIdOf(file: File): Promise<string | null> {
	if (!globalThis.isSecureContext || file.size > MAX_HASHED) return null;
	const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
	return [...hash.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function refused(message: string): Finding {
	return { is: "refused", message };
}
