import { readFile } from "node:fs/promises";

/** A value's type, as Terraform writes it: `"string"`, `["list", "string"]`, nested objects. */
export type ValueType =
	| "string"
	| "number"
	| "bool"
	| "any"
	| readonly ["list" | "set" | "map", ValueType]
	| { readonly object: Readonly<Record<string, AttributeSchema>> };

/** An argument (`required` or `optional`), or what only the provider says (`computed`), or both. */
export type AttributeSchema = {
	readonly type: ValueType;
	readonly use: "required" | "optional" | "computed" | "optional-computed";
};

/** A nested block, `name { ... }`. */
export type NestedBlockSchema = BlockSchema & {
	readonly nesting: "single" | "list" | "set";
	readonly isRequired: boolean;
};

/** The body of a resource, a data source or a block. */
export type BlockSchema = {
	readonly attributes: Readonly<Record<string, AttributeSchema>>;
	readonly blocks: Readonly<Record<string, NestedBlockSchema>>;
};

/** What is used of one provider. */
export type ProviderSchema = {
	/** Such as `hashicorp/aws`. */
	readonly source: string;
	readonly version: string;
	readonly resources: Readonly<Record<string, BlockSchema>>;
	readonly data: Readonly<Record<string, BlockSchema>>;
};

/** Whether values of a type are lists, sets or maps. */
export function isCollection(
	type: ValueType,
): type is readonly ["list" | "set" | "map", ValueType] {
	return Array.isArray(type);
}

/** The committed schemas, by the provider's name (`aws`, `cloudflare`). */
export async function readSchemas(): Promise<Readonly<Record<string, ProviderSchema>>> {
	return JSON.parse(await readFile(new URL("./schema.json", import.meta.url), "utf8"));
}
