/**
 * The element that a page's script cannot do without.
 *
 * @throws {TypeError} if there is none of that kind
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
