import type { Module } from "../parse-module.ts";
import { alarmProblems } from "./alarms.ts";
import { argumentProblems } from "./arguments.ts";
import { bucketProblems } from "./buckets.ts";
import { cdnProblems } from "./cdn.ts";
import { fileProblems } from "./files.ts";
import { functionProblems } from "./functions.ts";
import { policyProblems } from "./policies.ts";
import { referenceProblems, type Surroundings, unusedProblems } from "./references.ts";

/** A check by its name: the problems it finds, as sentences. */
export type Check = (module: Module, around: Surroundings) => readonly string[];

/** What must be right in every module. */
export const EVERYWHERE: Readonly<Record<string, Check>> = {
	"arguments are the provider's": (module, { schemas }) => argumentProblems(module, schemas),
	"references lead somewhere": referenceProblems,
	"nothing is unused": unusedProblems,
	"files are there": fileProblems,
};

/** What must be right in the module for AWS. */
export const ON_AWS: Readonly<Record<string, Check>> = {
	"buckets are closed": bucketProblems,
	"the cache is keyed on the path alone": cdnProblems,
	"functions can run where they are": functionProblems,
	"rights are narrow": policyProblems,
	"alarms are heard": alarmProblems,
};
