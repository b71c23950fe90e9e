/** Characters of the header that are read: what follows is ignored, so that its length costs no time. */
const MAX_LENGTH = 1024;

/**
 * Whether an `Accept` header names a media type with a weight above 0 (RFC 9110, 12.5.1). Wildcards
 * do not count: every browser sends them, including browsers that cannot show WebP.
 *
 * @param header the value of the header; an empty string if the request has none
 * @param contentType in lower case, such as `image/webp`
 *
 * @example
 * acceptsType("image/avif,image/webp,image/png;q=0.8", "image/webp"); // true
 * acceptsType("image/webp;q=0", "image/webp"); // false
 */
export function acceptsType(header: string, contentType: string): boolean {
	// Most requests end here: a header that does not contain the type need not be split.
	const text = header.length > MAX_LENGTH ? header.slice(0, MAX_LENGTH) : header;
	if (text.toLowerCase().indexOf(contentType) < 0) return false;
	const ranges = text.split(",");
	for (let i = 0; i < ranges.length; i++) {
		const parts = (ranges[i] || "").split(";");
		const type = (parts[0] || "").trim().toLowerCase();
		if (type === contentType && hasWeight(parts)) return true;
	}
	return false;
}

function hasWeight(parts: readonly string[]): boolean {
	for (let i = 1; i < parts.length; i++) {
		const parameter = (parts[i] || "").trim().toLowerCase();
		// A weight of zero is 0, 0., 0.0, 0.00 or 0.000.
		if (parameter.slice(0, 2) === "q=") return !/^0(\.0{0,3})?$/.test(parameter.slice(2).trim());
	}
	return true;
}
