import { isImageId } from "./image-id.ts";

/** The notation of ids in a path, such as {@link IMAGE_ID} and {@link PATH_ID}. */
export type IdForm = {
	/** The path after the prefix, for error messages: `<id>/<name>`. */
	readonly shape: string;
	/** Parses the id out of a raw path without its prefix; `null` if the path is not valid. */
	parse(text: string): string | null;
	/**
	 * Formats the path of an id, without the prefix: the inverse of `parse`.
	 *
	 * @param slug a name for people and search engines; ignored by forms without names
	 */
	format(id: string, slug?: string): string;
};

/** UTF-16 code units; longer than the paths of most file systems. */
const MAX_PATH_ID_LENGTH = 1024;

/**
 * The form of published photos: `<id>`, or `<id>/<name>` with any name. See `isImageId`.
 *
 * @example
 * IMAGE_ID.parse("blue-hour/any-name.jpg"); // "blue-hour"
 * IMAGE_ID.format("blue-hour"); // "blue-hour"
 */
export const IMAGE_ID: IdForm = {
	shape: "<id>",
	parse: function parse(text) {
		const slash = text.indexOf("/");
		const id = slash < 0 ? text : text.slice(0, slash);
		const hasOnePart = slash < 0 || /^\/[^/]+$/.test(text.slice(slash));
		return hasOnePart && isImageId(id) ? id : null;
	},
	format: function format(id, slug) {
		return slug === undefined ? id : `${id}/${slug}.jpg`;
	},
};

/**
 * The form of originals in a source: a path of one or more segments, percent-encoded in the URL
 * (RFC 3986, 2.1). No segment is empty, `.` or `..`, or contains a slash, a backslash or a control
 * character.
 *
 * @example
 * PATH_ID.parse("trips/a%20b.jpg"); // "trips/a b.jpg"
 * PATH_ID.format("trips/a b.jpg"); // "trips/a%20b.jpg"
 */
export const PATH_ID: IdForm = {
	shape: "<path>",
	parse: function parse(text) {
		if (text.length > 3 * MAX_PATH_ID_LENGTH) return null;
		const segments = text.split("/");
		const decoded: string[] = [];
		for (let i = 0; i < segments.length; i++) {
			const segment = decodeSegment(segments[i] || "");
			if (segment === null || !isSegment(segment)) return null;
			decoded.push(segment);
		}
		const id = decoded.join("/");
		return id.length <= MAX_PATH_ID_LENGTH ? id : null;
	},
	format: function format(id) {
		return encodeURIComponent(id).replace(/%2F/g, "/");
	},
};

function decodeSegment(text: string): string | null {
	// Most segments need no decoding.
	if (text.indexOf("%") < 0) return text;
	try {
		return decodeURIComponent(text);
	} catch (_) {
		return null;
	}
}

function isSegment(text: string): boolean {
	if (text === "" || text === "." || text === "..") return false;
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		// Control characters, the slash and the backslash.
		if (code < 32 || code === 127 || code === 47 || code === 92) return false;
	}
	return true;
}
