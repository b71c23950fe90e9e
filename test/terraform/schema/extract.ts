/**
 * Writes `schema.json`: the arguments and attributes of the resource types that `terraform/` uses,
 * extracted from the providers' generated bindings. Run it by hand after adding a type or changing a
 * provider's version:
 *
 *     mkdir /tmp/bindings && cd /tmp/bindings
 *     npm install --ignore-scripts --legacy-peer-deps @cdktf/provider-aws @cdktf/provider-cloudflare
 *     bun test/terraform/schema/extract.ts /tmp/bindings/node_modules/@cdktf
 *
 * The bindings take half a gigabyte, so they are not a dependency of the project.
 */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MODULES } from "../modules.ts";
import { parseModule } from "../parse-module.ts";
import { type BindingSource, readBinding } from "./binding.ts";
import type { BlockSchema, NestedBlockSchema, ProviderSchema } from "./schema.ts";

const PROVIDERS = ["aws", "cloudflare"] as const;

/**
 * The bindings leave out the statements of a web ACL, because these contain each other. This is the one
 * that we use, from the provider's documentation.
 */
const STATEMENT: NestedBlockSchema = {
	nesting: "single",
	isRequired: true,
	attributes: {},
	blocks: {
		rate_based_statement: {
			nesting: "single",
			isRequired: false,
			attributes: {
				aggregate_key_type: { type: "string", use: "optional" },
				evaluation_window_sec: { type: "number", use: "optional" },
				limit: { type: "number", use: "required" },
			},
			blocks: {},
		},
	},
};

const [bindings] = process.argv.slice(2);
if (!bindings) throw new Error("Usage: extract.ts <folder>/node_modules/@cdktf");

const used = await usedTypes();
const schemas: Record<string, ProviderSchema> = {};
for (const provider of PROVIDERS) {
	const folder = join(bindings, `provider-${provider}`);
	const { cdktf } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
	schemas[provider] = {
		source: cdktf.provider.name.replace("registry.terraform.io/", ""),
		version: cdktf.provider.version,
		resources: await readTypes(folder, provider, used.resources, ""),
		data: await readTypes(folder, provider, used.data, `data-${provider}-`),
	};
}
const target = fileURLToPath(new URL("./schema.json", import.meta.url));
await writeFile(target, `${JSON.stringify(schemas, null, "\t")}\n`);

async function usedTypes(): Promise<{ resources: Set<string>; data: Set<string> }> {
	const types = { resources: new Set<string>(), data: new Set<string>() };
	for (const folder of MODULES) {
		const { resources, data } = await parseModule(folder);
		for (const { type } of resources) types.resources.add(type);
		for (const { type } of data) types.data.add(type);
	}
	return types;
}

async function readTypes(
	folder: string,
	provider: string,
	types: ReadonlySet<string>,
	folderPrefix: string,
): Promise<Record<string, BlockSchema>> {
	const schemas: Record<string, BlockSchema> = {};
	for (const type of [...types].sort()) {
		if (!type.startsWith(`${provider}_`)) continue;
		const name = type.slice(provider.length + 1).replaceAll("_", "-");
		const file = join(folder, "lib", folderPrefix + name, "index.js");
		if (!existsSync(file)) throw new Error(`The bindings have no ${type}: ${file}`);
		const source: BindingSource = { text: await readSource(file), type };
		// Cloudflare's provider has nested attributes (`rules = [{...}]`) instead of blocks.
		const schema = readBinding(source, { nestsInAttributes: provider === "cloudflare" });
		schemas[type] = type === "aws_wafv2_web_acl" ? withStatement(schema) : schema;
	}
	return schemas;
}

function withStatement(schema: BlockSchema): BlockSchema {
	const { rule } = schema.blocks;
	if (!rule) throw new Error("The bindings have no rules of a web ACL");
	const { statement, ...attributes } = rule.attributes;
	if (!statement) throw new Error("The rules of a web ACL have no statement");
	const blocks = { ...rule.blocks, statement: STATEMENT };
	return { ...schema, blocks: { ...schema.blocks, rule: { ...rule, attributes, blocks } } };
}

/** Reads the source in the source map: only it still has the comments that say what is required. */
async function readSource(file: string): Promise<string> {
	const [, map = ""] = (await readFile(file, "utf8")).split(
		"//# sourceMappingURL=data:application/json;base64,",
	);
	const { sourcesContent } = JSON.parse(
		new TextDecoder().decode(Uint8Array.fromBase64(map.trim())),
	);
	return sourcesContent[0];
}
