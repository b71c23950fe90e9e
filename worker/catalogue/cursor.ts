import { WidthwiseError } from "widthwise";
import { isPhotoId } from "widthwise/url";

/** A place in the list of photos: the photo after which the next page begins. */
export type Place = { readonly arrival: number; readonly id: string };

/**
 * A place as an opaque text that fits an address; {@link parseCursor} reads it back.
 *
 * @example
 * formatCursor({ arrival: photo.arrival, id: photo.id });
 */
export function formatCursor({ arrival, id }: Place): string {
	const text = `${arrival}.${id}`;
	return btoa(text).replaceAll("=", "");
}

/**
 * The place in a cursor that {@link formatCursor} made.
 *
 * @throws {WidthwiseError} `bad-request` for anything else
 *
 * @example
 * const { arrival, id } = parseCursor(cursor);
 */
export function parseCursor(cursor: string): Place {
	const parts = /^([0-9]{1,16})\.([^.]+)$/.exec(decode(cursor));
	const [, arrival, id] = parts ?? [];
	if (!arrival || !id || !isPhotoId(id)) throw badCursor();
	return { arrival: Number(arrival), id };
}

/** Digits, a dot and hexadecimal digits: their base64 has none of the characters base64url replaces. */
function decode(cursor: string): string {
	if (!/^[A-Za-z0-9]{1,80}$/.test(cursor)) throw badCursor();
	try {
		return atob(cursor);
	} catch {
		throw badCursor();
	}
}

function badCursor(): WidthwiseError {
	return new WidthwiseError(
		"bad-request",
		"Cannot read the cursor: send one from an earlier answer, or none to begin with the newest",
	);
}
