import { isBody, type Json } from "../parse-module.ts";

/** Something that an expression names: `root.name.attribute`, with or without an index before it. */
export type Reference = {
	readonly root: string;
	readonly name: string;
	/** `undefined` where the whole is meant. */
	readonly attribute: string | undefined;
};

/** An expression as it stands in a module's JSON. */
export function hcl(expression: string): string {
	return `\${${expression}}`;
}

/** All strings inside a value, keys of maps included. */
export function stringsIn(value: Json): readonly string[] {
	if (typeof value === "string") return [value];
	if (Array.isArray(value)) return value.flatMap(stringsIn);
	if (!isBody(value)) return [];
	return Object.entries(value).flatMap(([key, item]) => [key, ...stringsIn(item)]);
}

/** What a template refers to; text between the interpolations is not looked at. */
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

/** The code of a template, its string literals emptied: `a${b("c${d}")}` becomes `b(" d ")`. */
export function codeOf(template: string): string {
	let code = "";
	/** What each open `${` or `{` or `"` has to be closed with. */
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
