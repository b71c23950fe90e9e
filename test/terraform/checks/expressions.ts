import { isBody, type Json } from "../parse-module.ts";

/** A reference in an expression: `root.name.attribute` or `root.name[index].attribute`. */
export type Reference = {
	readonly root: string;
	readonly name: string;
	/** `undefined` for a reference without an attribute. */
	readonly attribute: string | undefined;
};

/** Writes an expression as in a module's JSON: `${expression}`. */
export function hcl(expression: string): string {
	return `\${${expression}}`;
}

/** All strings in a value, including the keys of maps. */
export function stringsIn(value: Json): readonly string[] {
	if (typeof value === "string") return [value];
	if (Array.isArray(value)) return value.flatMap(stringsIn);
	if (!isBody(value)) return [];
	return Object.entries(value).flatMap(([key, item]) => [key, ...stringsIn(item)]);
}

/** The references in a template's interpolations; the text between them is ignored. */
export function referencesIn(template: string): readonly Reference[] {
	const code = codeOf(template);
	const bound = new Set(
		[...code.matchAll(/\bfor\s+(\w+)(?:\s*,\s*(\w+))?\s+in\b/g)].flatMap(([, a, b]) => [a, b]),
	);
	const pattern =
		/(?<![\w.-])(data\.[a-z]\w*|[a-z]\w*)\.(\w+)(?=(?:\[[^[\]]*\])?(?:\.([a-z_]\w*))?)/g;
	return [...code.matchAll(pattern)]
		.map(([, root = "", name = "", attribute]) => ({ root, name, attribute }))
		.filter(({ root }) => !bound.has(root));
}

/** The code in a template, with string literals emptied: `a${b("c${d}")}` becomes `b(" d ")`. */
export function codeOf(template: string): string {
	let code = "";
	/** The closing character for each open `${`, `{` or `"`. */
	const open: string[] = [];
	for (let at = 0; at < template.length; at++) {
		const two = template.slice(at, at + 2);
		const isText = open.length === 0 || open.at(-1) === '"';
		if (isText) {
			if (template.startsWith("$${", at)) at += 2;
			else if (two === "${") {
				open.push("}");
				code += " ";
				at++;
			} else if (two[0] === "\\" && open.length > 0) at++;
			else if (two[0] === '"' && open.length > 0) {
				open.pop();
				code += '"';
			}
			continue;
		}
		const character = two[0] ?? "";
		if (character === '"') open.push('"');
		else if (character === "{") open.push("}");
		else if (character === "}") open.pop();
		code += open.length === 0 ? " " : character;
	}
	return code;
}
