import { WidthwiseError } from "widthwise";
import { isPhotoId } from "widthwise/url";
import type { Photo } from "./photo.ts";

/** A place in the list of photos, in any order: the last photo of a page. */
export type Place = Pick<Photo, "archiveTime" | "arrival" | "id">;

/**
 * Formats a place as an opaque string for a URL; {@link parseCursor} reads it back.
 *
 * @example
 * formatCursor(photo);
 */
export function formatCursor({ archiveTime, arrival, id }: Place): string {
	const text = `${archiveTime}.${arrival}.${id}`;
	return btoa(text).replaceAll("=", "");
}

/**
 * Parses a cursor that {@link formatCursor} made.
 *
 * @throws {WidthwiseError} `bad-request` if it is anything else
 *
 * @example
 * const { archiveTime, arrival, id } = parseCursor(cursor);
 */
export function parseCursor(cursor: string): Place {
	const parts = /^(-?[0-9]{1,15})\.([0-9]{1,16})\.([^.]+)$/.exec(decode(cursor));
	const [, archiveTime, arrival, id] = parts ?? [];
	if (!archiveTime || !arrival || !id || !isPhotoId(id)) throw badCursor();
	return { archiveTime: Number(archiveTime), arrival: Number(arrival), id };
}

/** Base64 of hexadecimal digits, dots and minus has none of the characters that base64url replaces. */
function decode(cursor: string): string {
	if (!/^[A-Za-z0-9]{1,100}$/.test(cursor)) throw badCursor();
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
