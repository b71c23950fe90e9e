import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "@cdktf/hcl2json";
import { TERRAFORM } from "./modules.ts";

/** What HCL becomes as JSON: blocks are arrays of objects, expressions are strings with `${}`. */
export type Json =
	| string
	| number
	| boolean
	| null
	| readonly Json[]
	| { readonly [name: string]: Json };

/** The inside of a block. */
export type Body = { readonly [name: string]: Json };

/** A block with two labels: `resource "type" "name" { ... }`. */
export type Labelled = { readonly type: string; readonly name: string; readonly body: Body };

/** One module, read from all of its files. */
export type Module = {
	/** Relative to `terraform/`. */
	readonly folder: string;
	readonly resources: readonly Labelled[];
	readonly data: readonly Labelled[];
	readonly variables: Readonly<Record<string, Body>>;
	readonly locals: Readonly<Record<string, Json>>;
	readonly outputs: Readonly<Record<string, Body>>;
	readonly modules: Readonly<Record<string, Body>>;
	readonly providers: Readonly<Record<string, Json>>;
	readonly settings: readonly Body[];
};

/** Reads a module by its folder, relative to `terraform/`. */
export async function parseModule(folder: string): Promise<Module> {
	return parseText(await readText(folder), folder);
}

/** All files of a module as one text. */
export async function readText(folder: string): Promise<string> {
	const path = join(TERRAFORM, folder);
	const names = (await readdir(path)).filter((name) => name.endsWith(".tf")).sort();
	const texts = await Promise.all(names.map((name) => readFile(join(path, name), "utf8")));
	return texts.join("\n");
}

/** Reads a module given as text; throws where it is not HCL. */
export async function parseText(text: string, folder = "."): Promise<Module> {
	const json: Body = await parse(`${folder}/all.tf`, text);
	const named = (kind: string): Readonly<Record<string, Body>> =>
		Object.fromEntries(
			Object.entries(asBody(json[kind] ?? {})).map(([name, blocks]) => [
				name,
				bodies(blocks)[0] ?? {},
			]),
		);
	return {
		folder,
		resources: labelled(json.resource),
		data: labelled(json.data),
		variables: named("variable"),
		outputs: named("output"),
		modules: named("module"),
		locals: Object.assign({}, ...bodies(json.locals ?? [])),
		providers: asBody(json.provider ?? {}),
		settings: bodies(json.terraform ?? []),
	};
}

/** The blocks of one name inside a body, written out or `dynamic` (then their `content`). */
export function blocksOf(body: Body, name: string): readonly Body[] {
	const written = body[name];
	const dynamic = bodies(asBody(body.dynamic ?? {})[name] ?? []);
	return [
		...(written === undefined ? [] : bodies(written)),
		...dynamic.flatMap(({ content }) => bodies(content ?? [])),
	];
}

/** A value as the objects that it holds; empty for anything else. */
export function bodies(value: Json): readonly Body[] {
	const values: readonly Json[] = Array.isArray(value) ? value : [value];
	return values.filter(isBody);
}

/** Whether a value is an object. */
export function isBody(value: Json): value is Body {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asBody(value: Json): Body {
	return isBody(value) ? value : {};
}

function labelled(types: Json | undefined): readonly Labelled[] {
	return Object.entries(asBody(types ?? {})).flatMap(([type, names]) =>
		Object.entries(asBody(names)).map(([name, blocks]) => ({
			type,
			name,
			body: bodies(blocks)[0] ?? {},
		})),
	);
}
