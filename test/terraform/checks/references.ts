import { normalize } from "node:path";
import { type Body, bodies, isBody, type Json, type Module } from "../parse-module.ts";
import type { BlockSchema, ProviderSchema } from "../schema/schema.ts";
import { type Reference, referencesIn, stringsIn } from "./expressions.ts";

/** The possible targets of references. */
export type CheckContext = {
	readonly schemas: Readonly<Record<string, ProviderSchema>>;
	/** All modules by their folder. */
	readonly modules: ReadonlyMap<string, Module>;
};

/** Finds all references in a module that do not resolve. */
export function referenceProblems(module: Module, context: CheckContext): readonly string[] {
	const iterators = new Set([
		"each",
		"count",
		"self",
		"path",
		"terraform",
		...dynamicNames(module),
	]);
	const problems = references(module)
		.filter(({ root }) => !iterators.has(root))
		.filter((reference) => !resolves(reference, module, context))
		.map(({ root, name, attribute }) => [root, name, attribute].filter(Boolean).join("."))
		.map((reference) => `${reference} does not resolve`);
	return [...new Set(problems), ...callProblems(module, context)];
}

/** Finds variables, locals and data sources without a reference to them. */
export function unusedProblems(module: Module): readonly string[] {
	const used = new Set(references(module).map(({ root, name }) => `${root}.${name}`));
	return [
		...Object.keys(module.variables).map((name) => `var.${name}`),
		...Object.keys(module.locals).map((name) => `local.${name}`),
		...module.data.map(({ type, name }) => `data.${type}.${name}`),
	]
		.filter((name) => !used.has(name))
		.map((name) => `${name} is not used`);
}

function references(module: Module): readonly Reference[] {
	// A variable's own validation does not count as its use.
	const values: readonly Json[] = [
		...module.resources.map(({ body }) => body),
		...module.data.map(({ body }) => body),
		module.locals,
		module.outputs,
		module.modules,
		module.providers,
	];
	return values.flatMap(stringsIn).flatMap(referencesIn);
}

function resolves(reference: Reference, module: Module, context: CheckContext): boolean {
	const { root, name, attribute } = reference;
	if (root === "var") return name in module.variables;
	if (root === "local") return name in module.locals;
	if (root === "module") {
		const target = targetOf(module.modules[name], module, context);
		return target !== undefined && attribute !== undefined && attribute in target.outputs;
	}
	const type = root.replace(/^data\./, "");
	const isData = type !== root;
	const exists = (isData ? module.data : module.resources).some(
		(block) => block.type === type && block.name === name,
	);
	const provider = context.schemas[type.split("_")[0] ?? ""];
	const schema = provider?.[isData ? "data" : "resources"][type];
	if (!exists || schema === undefined) return false;
	return attribute === undefined || hasAttribute(schema, attribute);
}

function hasAttribute(schema: BlockSchema, attribute: string): boolean {
	return attribute in schema.attributes || attribute in schema.blocks;
}

/** Finds calls of missing modules, and calls with unknown or missing variables. */
function callProblems(module: Module, context: CheckContext): readonly string[] {
	return Object.entries(module.modules).flatMap(([name, body]) => {
		const target = targetOf(body, module, context);
		if (!target) return [`module.${name}: there is no ${String(body.source)}`];
		const inputs = Object.keys(body).filter((input) => !["source", "providers"].includes(input));
		const unknown = inputs.filter((input) => !(input in target.variables));
		const missing = Object.entries(target.variables)
			.filter(([input, variable]) => !("default" in variable) && !inputs.includes(input))
			.map(([input]) => input);
		return [
			...unknown.map((input) => `module.${name}: there is no ${input}`),
			...missing.map((input) => `module.${name}: ${input} is required`),
		];
	});
}

function targetOf(
	call: Body | undefined,
	{ folder }: Module,
	{ modules }: CheckContext,
): Module | undefined {
	const source = call?.source;
	if (typeof source !== "string") return undefined;
	return modules.get(normalize(`${folder}/${source}`).replace(/\/$/, "") || ".");
}

function dynamicNames(module: Module): readonly string[] {
	const namesIn = (value: Json): readonly string[] => {
		if (Array.isArray(value)) return value.flatMap(namesIn);
		if (!isBody(value)) return [];
		const own = bodies(value.dynamic ?? []).flatMap(Object.keys);
		return [...own, ...Object.values(value).flatMap(namesIn)];
	};
	return module.resources.flatMap(({ body }) => namesIn(body));
}
