import { normalize } from "node:path";
import { type Body, bodies, isBody, type Json, type Module } from "../parse-module.ts";
import type { BlockSchema, ProviderSchema } from "../schema/schema.ts";
import { type Reference, referencesIn, stringsIn } from "./expressions.ts";

/** What a reference may lead to. */
export type Surroundings = {
	readonly schemas: Readonly<Record<string, ProviderSchema>>;
	/** All modules by their folder. */
	readonly modules: ReadonlyMap<string, Module>;
};

/** References that lead nowhere, in the whole of a module. */
export function referenceProblems(module: Module, around: Surroundings): readonly string[] {
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
		.filter((reference) => !resolves(reference, module, around))
		.map(({ root, name, attribute }) => [root, name, attribute].filter(Boolean).join("."))
		.map((reference) => `${reference} leads nowhere`);
	return [...new Set(problems), ...callProblems(module, around)];
}

/** Variables, locals and data sources that nothing refers to. */
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
	const everything: readonly Json[] = [
		...module.resources.map(({ body }) => body),
		...module.data.map(({ body }) => body),
		module.locals,
		module.outputs,
		module.modules,
		module.providers,
	];
	return everything.flatMap(stringsIn).flatMap(referencesIn);
}

function resolves(reference: Reference, module: Module, around: Surroundings): boolean {
	const { root, name, attribute } = reference;
	if (root === "var") return name in module.variables;
	if (root === "local") return name in module.locals;
	if (root === "module") {
		const target = targetOf(module.modules[name], module, around);
		return target !== undefined && attribute !== undefined && attribute in target.outputs;
	}
	const type = root.replace(/^data\./, "");
	const isData = type !== root;
	const exists = (isData ? module.data : module.resources).some(
		(block) => block.type === type && block.name === name,
	);
	const provider = around.schemas[type.split("_")[0] ?? ""];
	const schema = provider?.[isData ? "data" : "resources"][type];
	return exists && schema !== undefined && (attribute === undefined || has(schema, attribute));
}

function has(schema: BlockSchema, attribute: string): boolean {
	return attribute in schema.attributes || attribute in schema.blocks;
}

/** What is wrong with the calls of other modules. */
function callProblems(module: Module, around: Surroundings): readonly string[] {
	return Object.entries(module.modules).flatMap(([name, body]) => {
		const target = targetOf(body, module, around);
		if (!target) return [`module.${name}: there is no ${String(body.source)}`];
		const inputs = Object.keys(body).filter((input) => !["source", "providers"].includes(input));
		const unknown = inputs.filter((input) => !(input in target.variables));
		const absent = Object.entries(target.variables)
			.filter(([input, variable]) => !("default" in variable) && !inputs.includes(input))
			.map(([input]) => input);
		return [
			...unknown.map((input) => `module.${name}: there is no ${input}`),
			...absent.map((input) => `module.${name}: ${input} is required`),
		];
	});
}

function targetOf(
	call: Body | undefined,
	{ folder }: Module,
	{ modules }: Surroundings,
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
