import { describe, expect, test } from "bun:test";
import { EVERYWHERE, ON_AWS } from "./checks/all.ts";
import { MODULES } from "./modules.ts";
import { parseModule } from "./parse-module.ts";
import { readSchemas } from "./schema/schema.ts";

const parsed = await Promise.all(MODULES.map(parseModule));
const modules = new Map(parsed.map((module) => [module.folder, module]));
const context = { schemas: await readSchemas(), modules };

describe.each(parsed.map((module) => [module.folder, module] as const))("%s", (folder, module) => {
	const checks = Object.entries(folder === "." ? { ...EVERYWHERE, ...ON_AWS } : EVERYWHERE);
	test.each(checks)("%s", (_, check) => {
		expect(check(module, context)).toEqual([]);
	});

	test("every variable and output has a description", () => {
		const blocks = Object.entries({ ...module.variables, ...module.outputs });
		const undescribed = blocks
			.filter(([, { description }]) => !String(description ?? "").endsWith("."))
			.map(([name]) => name);
		expect(folder.startsWith("examples/") ? [] : undescribed).toEqual([]);
	});
});
