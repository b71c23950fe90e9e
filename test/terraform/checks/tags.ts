import type { Module } from "../parse-module.ts";
import { hcl } from "./expressions.ts";
import type { CheckContext } from "./references.ts";

/** Finds resources that could have tags and lack those of the caller. */
export function tagProblems(
	{ resources }: Module,
	{ schemas }: Pick<CheckContext, "schemas">,
): readonly string[] {
	return resources
		.filter(({ type }) => "tags" in (schemas.aws?.resources[type]?.attributes ?? {}))
		.filter(({ body }) => body.tags !== hcl("var.tags"))
		.map(({ type, name }) => `${type}.${name} has no tags`);
}
