import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "@cdktf/hcl2json";
import { TERRAFORM } from "./modules.ts";

/** HCL as JSON: blocks are arrays of objects, expressions are strings with `${}`. */
export type Json =
	| string
	| number
	| boolean
	| null
	| readonly Json[]
	| { readonly [name: string]: Json };

/** The content of a block. */
export type Body = { readonly [name: string]: Json };

/** A block with two labels: `resource "type" "name" { ... }`. */
export type Labelled = { readonly type: string; readonly name: string; readonly body: Body };

/** One module, parsed from all of its files. */
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

/** Parses the module in a folder, relative to `terraform/`. */
export async function parseModule(folder: string): Promise<Module> {
	return parseTexts(await readTexts(folder), folder);
}

/** Reads all `.tf` files of a module, in the order of their names. */
export async function readTexts(folder: string): Promise<readonly string[]> {
	const path = join(TERRAFORM, folder);
	const fileNames = (await readdir(path)).filter((name) => name.endsWith(".tf")).sort();
	return Promise.all(fileNames.map((name) => readFile(join(path, name), "utf8")));
}

/** Parses a module's files; rejects if one is not HCL. */
export async function parseTexts(texts: readonly string[], folder = "."): Promise<Module> {
	const files = await Promise.all(texts.map(parseOnce));
	const labelledIn = (kind: string): readonly Labelled[] =>
		files.flatMap((file) => labelled(file[kind]));
	const named = (kind: string): Readonly<Record<string, Body>> =>
		Object.fromEntries(
			files.flatMap((file) =>
				Object.entries(asBody(file[kind] ?? {})).map(([name, blocks]) => [
					name,
					bodies(blocks)[0] ?? {},
				]),
			),
		);
	return {
		folder,
		resources: labelledIn("resource"),
		data: labelledIn("data"),
		variables: named("variable"),
		outputs: named("output"),
		modules: named("module"),
		locals: Object.assign({}, ...files.flatMap(({ locals }) => bodies(locals ?? []))),
		providers: Object.assign({}, ...files.map(({ provider }) => asBody(provider ?? {}))),
		settings: files.flatMap(({ terraform }) => bodies(terraform ?? [])),
	};
}

/** Files by their texts: the tests of the checks change one file of a module at a time. */
const parsed = new Map<string, Promise<Body>>();

function parseOnce(text: string): Promise<Body> {
	const file: Promise<Body> = parsed.get(text) ?? parse("file.tf", text);
	parsed.set(text, file);
	return file;
}

/** The blocks of one name in a body: literal ones, and the `content` of `dynamic` ones. */
export function blocksOf(body: Body, name: string): readonly Body[] {
	const literal = body[name];
	const dynamic = bodies(asBody(body.dynamic ?? {})[name] ?? []);
	return [
		...(literal === undefined ? [] : bodies(literal)),
		...dynamic.flatMap(({ content }) => bodies(content ?? [])),
	];
}

/** The objects in a value: itself or its items; empty if there are none. */
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
	return Object.entries(asBody(types ?? {})).flatMap(([type, blocksByName]) =>
		Object.entries(asBody(blocksByName)).map(([name, blocks]) => ({
			type,
			name,
			body: bodies(blocks)[0] ?? {},
		})),
	);
}
