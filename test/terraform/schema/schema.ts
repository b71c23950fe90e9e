import { readFile } from "node:fs/promises";

/** A value's type in Terraform's notation: `"string"`, `["list", "string"]`, nested objects. */
export type ValueType =
	| "string"
	| "number"
	| "bool"
	| "any"
	| readonly ["list" | "set" | "map", ValueType]
	| { readonly object: Readonly<Record<string, AttributeSchema>> };

/** An argument (`required` or `optional`), a value from the provider (`computed`), or both. */
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

/** The types that `terraform/` uses from one provider. */
export type ProviderSchema = {
	/** Such as `hashicorp/aws`. */
	readonly source: string;
	readonly version: string;
	readonly resources: Readonly<Record<string, BlockSchema>>;
	readonly data: Readonly<Record<string, BlockSchema>>;
};

/** Whether a type is a list, a set or a map. */
export function isCollection(
	type: ValueType,
): type is readonly ["list" | "set" | "map", ValueType] {
	return Array.isArray(type);
}

/** Reads the committed schemas, by the provider's name (`aws`, `cloudflare`). */
export async function readSchemas(): Promise<Readonly<Record<string, ProviderSchema>>> {
	return JSON.parse(await readFile(new URL("./schema.json", import.meta.url), "utf8"));
}
