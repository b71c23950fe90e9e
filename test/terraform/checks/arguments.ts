import {
	type Body,
	blocksOf,
	bodies,
	isBody,
	type Json,
	type Labelled,
	type Module,
} from "../parse-module.ts";
import type { BlockSchema, ProviderSchema, ValueType } from "../schema/schema.ts";

type Schemas = Readonly<Record<string, ProviderSchema>>;

/** Terraform's own arguments, which every resource has. */
const META = new Set(["count", "for_each", "provider", "depends_on", "lifecycle"]);

/**
 * Finds what a provider would refuse: unknown arguments and blocks, missing required ones, literal
 * values of the wrong type.
 */
export function argumentProblems(module: Module, schemas: Schemas): readonly string[] {
	const check = (kind: "resources" | "data", { type, name, body }: Labelled): readonly string[] => {
		const schema = schemas[type.split("_")[0] ?? ""]?.[kind][type];
		if (!schema) return [`${type} is not in the schema`];
		const own = Object.fromEntries(Object.entries(body).filter(([name]) => !META.has(name)));
		return blockProblems(own, schema).map((problem) => `${type}.${name}: ${problem}`);
	};
	return [
		...module.resources.flatMap((resource) => check("resources", resource)),
		...module.data.flatMap((source) => check("data", source)),
	];
}

function blockProblems(body: Body, schema: BlockSchema): readonly string[] {
	const names = [
		...Object.keys(body).filter((name) => name !== "dynamic"),
		...(isBody(body.dynamic ?? null) ? Object.keys(bodies(body.dynamic ?? [])[0] ?? {}) : []),
	];
	const problems = names.flatMap((name) => {
		const block = schema.blocks[name];
		if (block) {
			const blocks = blocksOf(body, name);
			if (block.nesting === "single" && blocks.length > 1) return [`${name} may occur once`];
			return blocks.flatMap((inner) =>
				blockProblems(inner, block).map((text) => `${name}: ${text}`),
			);
		}
		const attribute = schema.attributes[name];
		if (!attribute) return [`there is no ${name}`];
		if (attribute.use === "computed") return [`${name} cannot be set`];
		return valueProblems(body[name] ?? null, attribute.type).map((text) => `${name}: ${text}`);
	});
	return [...problems, ...missing(body, schema)];
}

function missing(body: Body, schema: BlockSchema): readonly string[] {
	const attributes = Object.entries(schema.attributes)
		.filter(([name, { use }]) => use === "required" && !(name in body))
		.map(([name]) => name);
	const blocks = Object.entries(schema.blocks)
		.filter(([name, { isRequired }]) => isRequired && blocksOf(body, name).length === 0)
		.map(([name]) => name);
	return [...attributes, ...blocks].map((name) => `${name} is required`);
}

/** Values with `${}` are not checked: only Terraform knows them. */
function valueProblems(value: Json, type: ValueType): readonly string[] {
	if (type === "any" || value === null || (typeof value === "string" && value.includes("${"))) {
		return [];
	}
	if (typeof type === "string") return isSimple(value, type) ? [] : [`must be a ${type}`];
	if ("object" in type) {
		if (!isBody(value)) return ["must be an object"];
		return blockProblems(value, { attributes: type.object, blocks: {} });
	}
	const [kind, inner] = type;
	if (kind === "map") {
		if (!isBody(value)) return ["must be a map"];
		return Object.values(value).flatMap((item) => valueProblems(item, inner));
	}
	if (!Array.isArray(value)) return [`must be a ${kind}`];
	return value.flatMap((item) => valueProblems(item, inner));
}

function isSimple(value: Json, type: "string" | "number" | "bool"): boolean {
	if (typeof value === "object") return false;
	if (type === "number") return typeof value !== "boolean" && Number.isFinite(Number(value));
	if (type === "bool") return ["true", "false"].includes(String(value));
	return true;
}
