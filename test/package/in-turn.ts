import { expect } from "bun:test";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import type { PackedProject } from "./packed.ts";

/** A program of a project, and its parameters. */
export type Run = readonly [string, ...string[]];

/** How a program ended. */
export type Ended = { readonly exitCode: number; readonly output: string };

/** Adds `in-turn.mjs` to a project. */
export async function addInTurn({ folder }: PackedProject): Promise<void> {
	await cp(join(import.meta.dir, "in-turn.mjs"), join(folder, "in-turn.mjs"));
}

/** Runs programs of a project one after the other, in one process of a runtime. */
export function runInTurn(
	project: PackedProject,
	runtime: string,
	runs: readonly Run[],
): readonly Ended[] {
	return JSON.parse(
		project.run(runtime, "in-turn.mjs", ...runs.map((each) => JSON.stringify(each))),
	);
}

/** What a program printed that must succeed. */
export function outputOf(ended: Ended | undefined): string {
	expect(ended?.exitCode, ended?.output).toBe(0);
	return ended?.output ?? "";
}
