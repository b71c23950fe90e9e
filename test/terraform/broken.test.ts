import { describe, expect, test } from "bun:test";
import { BREAKAGES } from "./breakages.ts";
import { EVERYWHERE, ON_AWS } from "./checks/all.ts";
import { MODULES } from "./modules.ts";
import { parseModule, parseTexts, readTexts } from "./parse-module.ts";
import { readSchemas } from "./schema/schema.ts";

const parsed = await Promise.all(MODULES.map(parseModule));
const context = {
	schemas: await readSchemas(),
	modules: new Map(parsed.map((module) => [module.folder, module])),
};
const checks = Object.values({ ...EVERYWHERE, ...ON_AWS });

describe("the checks find", () => {
	test.each(Object.entries(BREAKAGES))("%s", async (_, [search, replacement, expected]) => {
		const texts = await readTexts(".");
		const broken = replaceFirst(texts, search, replacement);
		expect(broken).not.toEqual(texts);
		const module = await parseTexts(broken);
		expect(checks.flatMap((check) => check(module, context)).join("\n")).toInclude(expected);
	});

	test.each([
		["a call without a required variable", "alert_email = ", "email = ", "alert_email is required"],
		["a call with an unknown variable", "alert_email = ", "email = ", "there is no email"],
		["a missing module", '"../.."', '"../../.."', "there is no ../../.."],
		["a missing output", ".environment_file\n", ".environment_files\n", "does not resolve"],
	])("%s", async (_, search, replacement, expected) => {
		const folder = "examples/images-only";
		const texts = await readTexts(folder);
		const module = await parseTexts(replaceFirst(texts, search, replacement), folder);
		expect(
			checks
				.slice(0, 2)
				.flatMap((check) => check(module, context))
				.join("\n"),
		).toInclude(expected);
	});

	test("text that is not HCL", async () => {
		await expect(parseTexts(['resource "a" "b" {'])).rejects.toThrow();
	});
});

/** Replaces text in the first file that has it; in all files if the pattern is global. */
function replaceFirst(
	texts: readonly string[],
	search: string | RegExp,
	replacement: string,
): readonly string[] {
	let isReplaced = false;
	return texts.map((text) => {
		if (isReplaced && !(search instanceof RegExp && search.global)) return text;
		const broken =
			typeof search === "string"
				? text.replace(search, () => replacement)
				: text.replace(search, replacement);
		isReplaced ||= broken !== text;
		return broken;
	});
}
