/**
 * Reads the parameters of a header, `; name=value` (RFC 9110, 5.6.6), by name in lower case; the last
 * of a name counts. In a quoted value, a backslash escapes a quote or a backslash, or is the last
 * character of a name whose client does not escape. Reads the text once.
 *
 * @example
 * readParameters('form-data; name="photos"').get("name"); // "photos"
 */
export function readParameters(header: string): ReadonlyMap<string, string> {
	const parameters = new Map<string, string>();
	for (let at = header.indexOf(";"); at >= 0; at = header.indexOf(";", at)) {
		const nameStart = afterSpace(header, at + 1);
		const nameEnd = afterName(header, nameStart);
		const equals = afterSpace(header, nameEnd);
		at = nameEnd;
		if (nameEnd === nameStart || header[equals] !== "=") continue;
		const { value, end } = readValue(header, afterSpace(header, equals + 1));
		parameters.set(header.slice(nameStart, nameEnd).toLowerCase(), value);
		at = end;
	}
	return parameters;
}

type Value = { readonly value: string; readonly end: number };

function readValue(header: string, start: number): Value {
	const quoted = header[start] === '"' ? readQuoted(header, start + 1) : null;
	if (quoted) return quoted;
	const end = firstOf(header, start, ';"');
	return { value: header.slice(start, end).trim(), end };
}

function readQuoted(header: string, start: number): Value | null {
	for (let at = start; at < header.length; at++) {
		if (header[at] === "\\") at++;
		else if (header[at] === '"') {
			return { value: header.slice(start, at).replace(/\\(["\\])/g, "$1"), end: at + 1 };
		}
	}
	const end = header.indexOf('"', start);
	return end < 0 ? null : { value: header.slice(start, end), end: end + 1 };
}

function afterSpace(header: string, start: number): number {
	let at = start;
	while (/\s/.test(header[at] ?? "")) at++;
	return at;
}

function afterName(header: string, start: number): number {
	let at = start;
	while (/[^\s=;"]/.test(header[at] ?? "")) at++;
	return at;
}

/** The offset of the first of some characters; the length of the text if there is none. */
function firstOf(header: string, start: number, characters: string): number {
	let at = start;
	while (at < header.length && !characters.includes(header[at] ?? "")) at++;
	return at;
}
