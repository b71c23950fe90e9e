import { WidthwiseError } from "widthwise";
import { isPhotoId } from "widthwise/url";

/** A place in the list of photos: the last photo of a page. */
export type Place = { readonly arrival: number; readonly id: string };

/**
 * Formats a place as an opaque string for a URL; {@link parseCursor} reads it back.
 *
 * @example
 * formatCursor({ arrival: photo.arrival, id: photo.id });
 */
export function formatCursor({ arrival, id }: Place): string {
	const text = `${arrival}.${id}`;
	return btoa(text).replaceAll("=", "");
}

/**
 * Parses a cursor that {@link formatCursor} made.
 *
 * @throws {WidthwiseError} `bad-request` if it is anything else
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

/** Base64 of hexadecimal digits and a dot has none of the characters that base64url replaces. */
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
		"Cannot read the cursor: send the cursor of an earlier response, or none to start with the newest photo",
	);
}
