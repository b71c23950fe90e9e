import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Workspace } from "./workspace.ts";

/** The AWS module after Terraform applied it against the stand-in providers. */
export type AppliedModule = {
	/** The output values. */
	readonly outputs: Readonly<Record<string, unknown>>;
	/** The values of one resource, by its address inside the module. */
	values<Values>(address: string): Values;
	/** The addresses of all resources. */
	readonly addresses: readonly string[];
};

/**
 * Writes a root module that calls the AWS module, and initialises it.
 *
 * @param args further arguments, as HCL
 * @returns the root module's folder, for `workspace.run`
 */
export async function writeRoot(workspace: Workspace, name: string, args: string): Promise<string> {
	const folder = `roots/${name}`;
	await writeCall(workspace, folder, args);
	await workspace.run(folder, "init");
	return folder;
}

async function writeCall(workspace: Workspace, folder: string, args: string): Promise<void> {
	await mkdir(join(workspace.folder, folder), { recursive: true });
	const outputs = ["environment", "environment_file", "server_user", "cdn_domain", "logs"];
	const lines = outputs.map((output) => `output "${output}" {\n  value = module.it.${output}\n}`);
	const call = `module "it" {\n  source = "../.."\n  alert_email = "you@example.com"\n${args}\n}`;
	await writeFile(join(workspace.folder, folder, "main.tf"), [call, ...lines].join("\n"));
}

const applied = new WeakMap<Workspace, Promise<string>>();

/** The one root module for a workspace: initialising one takes as long as applying it. */
function appliedRoot(workspace: Workspace): Promise<string> {
	const root = applied.get(workspace) ?? writeRoot(workspace, "applied", "");
	applied.set(workspace, root);
	return root;
}

/**
 * Applies the AWS module to an empty state; rejects with Terraform's error message.
 *
 * @param name names the state file; must be unique in the workspace
 * @param args further arguments, as HCL
 */
export async function applyModule(
	workspace: Workspace,
	name: string,
	args: string,
): Promise<AppliedModule> {
	const folder = await appliedRoot(workspace);
	const state = `${name}.tfstate`;
	await writeCall(workspace, folder, args);
	await applyFolder(workspace, folder, `-state=${state}`);
	// `terraform show` would take half as long as applying it.
	const { outputs, resources }: State = await Bun.file(
		join(workspace.folder, folder, state),
	).json();
	const instances = resources.flatMap(instancesOf);
	return {
		outputs: Object.fromEntries(Object.keys(outputs).map((name) => [name, outputs[name]?.value])),
		addresses: instances.map(({ address }) => address),
		values(address) {
			const found = instances.find((instance) => instance.address === address);
			if (!found) throw new Error(`Terraform created no ${address}`);
			return found.attributes;
		},
	};
}

/** What is read of Terraform's state, version 4. */
type State = {
	readonly version: 4;
	readonly outputs: Readonly<Record<string, { readonly value: unknown }>>;
	readonly resources: readonly StateResource[];
};

type StateResource = {
	readonly mode: "managed" | "data";
	readonly type: string;
	readonly name: string;
	readonly instances: readonly {
		readonly index_key?: string | number;
		readonly attributes: never;
	}[];
};

/** The instances of a resource, by their addresses inside the module. */
function instancesOf({ mode, type, name, instances }: StateResource) {
	const address = `${mode === "data" ? "data." : ""}${type}.${name}`;
	return instances.map(({ index_key, attributes }) => ({
		address: index_key === undefined ? address : `${address}[${JSON.stringify(index_key)}]`,
		attributes,
	}));
}

/** Applies a folder; rejects with Terraform's error message. */
export async function applyFolder(
	workspace: Workspace,
	folder: string,
	...options: readonly string[]
): Promise<string> {
	const { status, output } = await workspace.run(folder, "apply", "-auto-approve", ...options);
	if (status === 0) return output;
	throw new Error(output.slice(output.search(/^Error:/m)).slice(0, 2000));
}
