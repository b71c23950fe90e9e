import { describe, expect, test } from "bun:test";
import { EVERYWHERE, ON_AWS } from "./checks/all.ts";
import { MODULES } from "./modules.ts";
import { parseModule } from "./parse-module.ts";
import { readSchemas } from "./schema/schema.ts";

const parsed = await Promise.all(MODULES.map(parseModule));
const modules = new Map(parsed.map((module) => [module.folder, module]));
const around = { schemas: await readSchemas(), modules };

describe.each(parsed.map((module) => [module.folder, module] as const))("%s", (folder, module) => {
	const checks = Object.entries(folder === "." ? { ...EVERYWHERE, ...ON_AWS } : EVERYWHERE);
	test.each(checks)("%s", (_, check) => {
		expect(check(module, around)).toEqual([]);
	});

	test("variables and outputs say what they are", () => {
		const blocks = Object.entries({ ...module.variables, ...module.outputs });
		const silent = blocks.filter(([, { description }]) => !String(description ?? "").endsWith("."));
		expect(folder.startsWith("examples/") ? [] : silent.map(([name]) => name)).toEqual([]);
	});
});
