/**
 * Finds an element that a page's script requires.
 *
 * @throws {TypeError} if there is no such element of that type
 *
 * @example
 * const form = requireElement(document, "#upload", HTMLFormElement);
 */
export function requireElement<T extends Element>(
	parent: ParentNode,
	selector: string,
	type: abstract new () => T,
): T {
	const found = parent.querySelector(selector);
	if (found instanceof type) return found;
	throw new TypeError(`There is no ${selector}`);
}
