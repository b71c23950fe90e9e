import { describe, expect, test } from "bun:test";
import { BREAKAGES } from "./breakages.ts";
import { EVERYWHERE, ON_AWS } from "./checks/all.ts";
import { MODULES } from "./modules.ts";
import { parseModule, parseText, readText } from "./parse-module.ts";
import { readSchemas } from "./schema/schema.ts";

const parsed = await Promise.all(MODULES.map(parseModule));
const context = {
	schemas: await readSchemas(),
	modules: new Map(parsed.map((module) => [module.folder, module])),
};
const checks = Object.values({ ...EVERYWHERE, ...ON_AWS });

describe("the checks find", () => {
	test.each(Object.entries(BREAKAGES))("%s", async (_, [search, replacement, expected]) => {
		const text = await readText(".");
		const broken =
			typeof search === "string"
				? text.replace(search, () => replacement)
				: text.replace(search, replacement);
		expect(broken).not.toBe(text);
		const module = await parseText(broken);
		expect(checks.flatMap((check) => check(module, context)).join("\n")).toInclude(expected);
	});

	test.each([
		["a call without a required variable", "alert_email = ", "email = ", "alert_email is required"],
		["a call with an unknown variable", "alert_email = ", "email = ", "there is no email"],
		["a missing module", '"../.."', '"../../.."', "there is no ../../.."],
		["a missing output", ".environment_file\n", ".environment_files\n", "does not resolve"],
	])("%s", async (_, search, replacement, expected) => {
		const folder = "examples/images-only";
		const text = await readText(folder);
		const module = await parseText(text.replace(search, replacement), folder);
		expect(
			checks
				.slice(0, 2)
				.flatMap((check) => check(module, context))
				.join("\n"),
		).toInclude(expected);
	});

	test("text that is not HCL", async () => {
		await expect(parseText('resource "a" "b" {')).rejects.toThrow();
	});
});
