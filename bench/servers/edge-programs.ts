import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../harness/processes.ts";

/** The folders into which tests install the runtimes. */
const TOOLS = join(ROOT, "test/tools");

/** The package Miniflare, as tests install it. */
export const MINIFLARE: string = join(TOOLS, "workerd/node_modules/miniflare");

/** Installs Miniflare, and Deno. */
export const INSTALL_MINIFLARE = "npm ci --prefix test/tools/workerd --ignore-scripts";
export const INSTALL_DENO = "npm ci --prefix test/tools/deno --ignore-scripts";

/**
 * Returns whether Miniflare is installed.
 *
 * @example
 * if (hasMiniflare()) await startWorkerEdge(source);
 */
export function hasMiniflare(): boolean {
	return existsSync(join(MINIFLARE, "package.json"));
}

/**
 * Finds Deno: the one that tests install, else the one on the PATH.
 *
 * @returns its path; `null` if there is none
 *
 * @example
 * const deno = findDeno();
 */
export function findDeno(): string | null {
	const packages = join(TOOLS, "deno/node_modules/@deno");
	if (!existsSync(packages)) return Bun.which("deno");
	const [program] = new Bun.Glob("*/deno").scanSync(packages);
	return program === undefined ? Bun.which("deno") : join(packages, program);
}
