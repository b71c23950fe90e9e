import type { AttributeSchema, BlockSchema, NestedBlockSchema, ValueType } from "./schema.ts";

/** The TypeScript source of one generated class, and the type of resource that it describes. */
export type BindingSource = { readonly text: string; readonly type: string };

/** One entry of a generated `synthesizeHclAttributes` or `...ToHclTerraform`. */
type Entry = {
	readonly name: string;
	readonly value: string;
	readonly isBlock: boolean;
	/** `simple`, `list`, `set`, `map` or `struct`. */
	readonly kind: string;
	/** `string`, `stringList`, or the name of a structure. */
	readonly storage: string;
};

type Use = AttributeSchema["use"];

const SIMPLE: Readonly<Record<string, ValueType>> = {
	string: "string",
	number: "number",
	boolean: "bool",
	any: "any",
	anyMap: "any",
	stringList: "string",
	numberList: "number",
	booleanList: "bool",
	stringMap: "string",
	numberMap: "number",
	booleanMap: "bool",
	stringListMap: ["list", "string"],
};

const GETTERS: Readonly<Record<string, ValueType>> = {
	String: "string",
	Number: "number",
	Boolean: "bool",
	List: ["list", "string"],
	NumberList: ["list", "number"],
	StringMap: ["map", "string"],
};

/**
 * Reads a resource's schema from its generated class: names and types from the code that writes HCL,
 * `required` from the comments beside the getters.
 *
 * @param options.nestsInAttributes whether structures are attributes (`a = { ... }`) rather than
 * blocks
 */
export function readBinding(
	{ text, type }: BindingSource,
	options: { readonly nestsInAttributes: boolean },
): BlockSchema {
	const main = classWith(text, `tfResourceType = "${type}"`);
	return readBody(text, main, between(main, "synthesizeHclAttributes()", "// remove undefined"));

	function readBody(file: string, owner: string, hcl: string): BlockSchema {
		const uses = readUses(owner);
		const attributes: Record<string, AttributeSchema> = {};
		const blocks: Record<string, NestedBlockSchema> = {};
		for (const entry of readEntries(hcl)) {
			const use = uses.get(entry.name);
			if (!use) throw new Error(`${type}: there is no comment about ${entry.name}`);
			uses.delete(entry.name);
			const structure = structureOf(entry);
			if (!structure) {
				attributes[entry.name] = { type: simpleType(entry), use };
				continue;
			}
			const body = readStructure(file, structure);
			if (isNestedBlock(entry)) {
				blocks[entry.name] = {
					nesting: nestingOf(entry),
					isRequired: use === "required",
					...body,
				};
			} else {
				attributes[entry.name] = { type: nestedType(entry, body), use };
			}
		}
		for (const [name, use] of uses)
			attributes[name] = { type: computedType(file, owner, name), use };
		return { attributes, blocks };
	}

	/** The type of a computed attribute, from its getter. */
	function computedType(file: string, owner: string, name: string): ValueType {
		const getter = owner.slice(owner.indexOf(`// ${name} - computed: true`)).slice(0, 400);
		const list = /new (\w+)List\(this, "(\w+)", (true|false)\)/.exec(getter);
		if (list?.[2] === name) {
			const { attributes } = readBody(
				file,
				classWith(file, `class ${list[1]}OutputReference `),
				"",
			);
			return [list[3] === "true" ? "set" : "list", { object: attributes }];
		}
		const map = /new cdktf\.(\w+Map)\(this, "(\w+)"\)/.exec(getter);
		if (map?.[2] === name) return GETTERS[map[1] ?? ""] ?? "any";
		const [, kind = ""] = /this\.get(\w+?)Attribute\('\w+'\)/.exec(getter) ?? [];
		return GETTERS[kind] ?? "any";
	}

	function readStructure(file: string, name: string): BlockSchema {
		// Not further than the function, which has no such comment if the structure is empty.
		const [hcl = ""] = between(file, `function ${name}ToHclTerraform(`, "\n}\n").split(
			"// remove undefined",
		);
		const className = `${name.charAt(0).toUpperCase()}${name.slice(1)}OutputReference`;
		return readBody(file, classWith(file, `class ${className} `), hcl);
	}

	function isNestedBlock(entry: Entry): boolean {
		if (options.nestsInAttributes) return false;
		// The generated code says for a list whether it consists of blocks, but not for a single one.
		return entry.kind === "struct" || !/ToHclTerraform, false\)/.test(entry.value);
	}
}

/** The class in a generated file that contains a text. */
function classWith(file: string, text: string): string {
	const starts = [...file.matchAll(/^export class \w+ extends /gm)].map(({ index }) => index);
	const at = file.indexOf(text);
	if (at < 0) throw new Error(`The bindings have no ${text}`);
	const start = starts.filter((index) => index <= at).at(-1) ?? 0;
	return file.slice(start, starts.find((index) => index > at) ?? file.length);
}

function between(text: string, from: string, to: string): string {
	const start = text.indexOf(from);
	if (start < 0) throw new Error(`The bindings have no ${from}`);
	return text.slice(start, text.indexOf(to, start));
}

function readEntries(hcl: string): readonly Entry[] {
	const pattern =
		/^ +(\w+): \{\s+value: (.+?),\s+isBlock: (true|false),\s+type: "(\w+)",\s+storageClassType: "(\w+)",/gms;
	return [...hcl.matchAll(pattern)].map(([, name, value, isBlock, kind, storage]) => ({
		name: name ?? "",
		value: value ?? "",
		isBlock: isBlock === "true",
		kind: kind ?? "",
		storage: storage ?? "",
	}));
}

function readUses(owner: string): Map<string, Use> {
	const pattern =
		/\/\/ (\w+) - computed: (true|false), optional: (true|false), required: (true|false)/g;
	const uses = new Map<string, Use>();
	for (const [, name, computed, optional, required] of owner.matchAll(pattern)) {
		const isComputed = computed === "true";
		const isOptional = optional === "true";
		const settable: Use = isComputed ? "optional-computed" : "optional";
		uses.set(name ?? "", required === "true" ? "required" : isOptional ? settable : "computed");
	}
	return uses;
}

function structureOf({ value }: Entry): string | null {
	const match = /(\w+)ToHclTerraform/.exec(value.replaceAll("cdktf.", "cdktf_"));
	const name = match?.[1] ?? "";
	return name.startsWith("cdktf_") || name === "" ? null : name;
}

function simpleType({ kind, storage }: Entry): ValueType {
	const inner = SIMPLE[storage];
	if (!inner) throw new Error(`Unknown storage class: ${storage}`);
	if (kind === "list" || kind === "set" || kind === "map") return [kind, inner];
	return inner;
}

function nestedType({ kind }: Entry, { attributes }: BlockSchema): ValueType {
	const object = { object: attributes };
	return kind === "list" || kind === "set" || kind === "map" ? [kind, object] : object;
}

/** In the providers' older protocol, a block that may occur once is a list of at most one item. */
function nestingOf({ kind, value }: Entry): "single" | "list" | "set" {
	if (!value.includes("listMapperHcl")) return "single";
	return kind === "set" ? "set" : "list";
}
