import type { Module } from "../parse-module.ts";
import { alarmProblems } from "./alarms.ts";
import { argumentProblems } from "./arguments.ts";
import { bucketProblems } from "./buckets.ts";
import { cdnProblems } from "./cdn.ts";
import { fileProblems } from "./files.ts";
import { functionProblems } from "./functions.ts";
import { policyProblems } from "./policies.ts";
import { type CheckContext, referenceProblems, unusedProblems } from "./references.ts";
import { tagProblems } from "./tags.ts";

/** Returns the problems found in a module, as sentences. */
export type Check = (module: Module, context: CheckContext) => readonly string[];

/** Checks for every module, by name. */
export const EVERYWHERE: Readonly<Record<string, Check>> = {
	"arguments match the provider's schema": (module, { schemas }) =>
		argumentProblems(module, schemas),
	"references resolve": referenceProblems,
	"nothing is unused": unusedProblems,
	"files exist or are built": fileProblems,
};

/** Further checks for the AWS module, by name. */
export const ON_AWS: Readonly<Record<string, Check>> = {
	"buckets are closed": bucketProblems,
	"the cache is keyed on the path alone": cdnProblems,
	"functions meet the limits of AWS": functionProblems,
	"permissions are narrow": policyProblems,
	"alarms notify the owner": alarmProblems,
	"everything has tags": tagProblems,
};
