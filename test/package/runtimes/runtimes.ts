import { existsSync } from "node:fs";
import { join } from "node:path";
import { nodes } from "../../edge/nodes.ts";
import { requires, requiresOnCi, type Suite } from "../../requirements.ts";
import { searchPath } from "../../settings.ts";
import { installTools, type Tools } from "../../tools/install.ts";
import { chromiumRuntime } from "./chromium.ts";
import type { Runtime, Trial } from "./runtime.ts";
import { denoRuntime, serverRuntime } from "./servers.ts";
import { workerdRuntime } from "./workerd.ts";

/** A runtime that the table speaks of. */
export type RuntimeUnderTest = {
	readonly name: string;
	/** The head of its column: runtimes of which the same is true share one. */
	readonly head: string;
	readonly suite: Suite;
	open(trial: Trial): Promise<Runtime>;
};

/** The oldest release that is supported, which CI runs on. npm puts others before it on the PATH. */
const node20 = searchPath
	.map((folder) => join(folder, "node"))
	.find((path) => existsSync(path) && versionOf(path).startsWith("v20."));

const [deno, workerd] = [await installTools("deno"), await installTools("workerd")];

/** All runtimes, in the order of the columns. */
export const RUNTIMES: readonly RuntimeUnderTest[] = [
	onServer("Bun", "Bun", process.execPath, requiresOnCi(true, "")),
	onServer(
		"Node 20",
		"Node 20, 22, 24",
		node20 ?? "",
		requiresOnCi(node20 !== undefined, "no Node.js 20 on the PATH"),
	),
	...nodes.map(({ major, node, needs }) =>
		onServer(`Node ${major}`, "Node 20, 22, 24", node, requires(needs)),
	),
	{
		name: "Deno",
		head: "Deno 2",
		suite: requiresOnCi(deno.isInstalled, deno.missing),
		open: async (trial) => denoRuntime(trial, deno.path(".bin/deno")),
	},
	inChromium("Chromium", false),
	inChromium("Chromium, isolated", true),
	{
		name: "workerd",
		head: "Cloudflare Workers",
		suite: requiresOnCi(workerd.isInstalled, workerd.missing),
		open: (trial) => workerdRuntime(trial, programOf(workerd)),
	},
];

/** The binary itself: the package's script would leave it running when it is killed. */
function programOf(tools: Tools): string {
	const { default: program }: { default: string } = require(tools.path("workerd"));
	return program;
}

function onServer(name: string, head: string, program: string, suite: Suite): RuntimeUnderTest {
	return { name, head, suite, open: async (trial) => serverRuntime(trial, program) };
}

function inChromium(name: string, isIsolated: boolean): RuntimeUnderTest {
	const suite = requires("chromium");
	return { name, head: name, suite, open: (trial) => chromiumRuntime(trial, isIsolated) };
}

function versionOf(node: string): string {
	return Bun.spawnSync([node, "--version"]).stdout.toString();
}
