import { WidthwiseError } from "widthwise";

/**
 * Quotes a path for nginx's configuration. nginx has no way to write a dollar sign in an argument.
 *
 * @param variables follows the path and is not quoted, so that nginx replaces its variables
 *
 * @throws {WidthwiseError} `misconfigured` if the path has a dollar sign or a control character
 *
 * @example
 * quote("/srv/my photos"); // '"/srv/my photos"'
 */
export function quote(path: string, variables = ""): string {
	if (/[$\p{Cc}]/u.test(path)) {
		throw new WidthwiseError(
			"misconfigured",
			`nginx cannot use a path with a dollar sign or a control character: ${path}`,
		);
	}
	return `"${path.replace(/["\\]/g, "\\$&")}${variables}"`;
}

/**
 * Indents the lines of a block.
 *
 * @example
 * indent("listen 80;"); // "\tlisten 80;"
 */
export function indent(block: string): string {
	return block.replace(/^(?=.)/gm, "\t");
}
