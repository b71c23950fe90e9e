/**
 * Whether elements of XML are nested deeper than a limit. Reads the text once; text that is not well-formed
 * may count as deeper than it is.
 *
 * @example
 * isDeeperThan("<a><b/><c>text</c></a>", 2); // false
 */
export function isDeeperThan(xml: string, limit: number): boolean {
	let depth = 0;
	for (let at = xml.indexOf("<"); at >= 0; at = xml.indexOf("<", at + 1)) {
		if (xml[at + 1] === "/") depth--;
		else if (++depth > limit) return true;
		const end = endOfTag(xml, at + 1);
		if (xml[end - 1] === "/" && end > at + 1) depth--;
		at = end - 1;
	}
	return false;
}

/** The offset of the next bracket, which begins another tag if this one has no end. */
function endOfTag(xml: string, start: number): number {
	let at = start;
	while (at < xml.length && xml[at] !== ">" && xml[at] !== "<") at++;
	return at;
}
