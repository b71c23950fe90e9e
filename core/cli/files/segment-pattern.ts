import { UsageError } from "../arguments/usage-error.ts";

/**
 * Makes the pattern for one name of a path: `*`, `?` and `[a-z]`. Names that begin with a dot match
 * only a segment that has the dot.
 *
 * @throws {UsageError} for letters in brackets that do not ascend
 *
 * @example
 * segmentPattern("IMG_*.jpg").test("IMG_1.jpg"); // true
 */
export function segmentPattern(segment: string): RegExp {
	const source = segment.replace(/\[[^\]]+\]|[\\^$.|?*+()[\]{}]/g, (token) => {
		if (token === "*") return ".*";
		if (token === "?") return ".";
		if (token.length === 1) return `\\${token}`;
		const letters = token.slice(1, -1).replace(/[\\[\]]/g, "\\$&");
		return `[${letters.replace(/^[!^]/, "^")}]`;
	});
	const hidden = segment.startsWith(".") ? "" : "(?!\\.)";
	try {
		return new RegExp(`^${hidden}${source}$`, process.platform === "win32" ? "isu" : "su");
	} catch (cause) {
		throw new UsageError(`Cannot read the pattern ${segment}`, { cause });
	}
}

/**
 * Expands alternatives in braces.
 *
 * @example
 * expandBraces("*.{jpg,png}"); // ["*.jpg", "*.png"]
 */
export function expandBraces(pattern: string): readonly string[] {
	const braces = /\{([^{}]*,[^{}]*)\}/.exec(pattern);
	if (!braces) return [pattern];
	const [whole, list = ""] = braces;
	const [before, after] = [
		pattern.slice(0, braces.index),
		pattern.slice(braces.index + whole.length),
	];
	return list.split(",").flatMap((choice) => expandBraces(before + choice + after));
}
