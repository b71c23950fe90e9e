import { type Body, blocksOf, type Json, type Labelled, type Module } from "../parse-module.ts";
import { hcl } from "./expressions.ts";
import { resolve } from "./resolve.ts";

/**
 * Allowed wildcards: in a key after its bucket, after a log group, and for the region in the edge's
 * log groups.
 */
const ALLOWED_WILDCARDS = [
	/^\$\{aws_s3_bucket\.\w+\.arn\}\/.*$/,
	/^\$\{aws_cloudwatch_log_group\.\w+\.arn\}:\*$/,
	/^arn:aws:logs:(?:\*|[^*:]+):[^*]+:log-group:\/aws\/lambda\/[^*]+(:\*)?$/,
];

/** Policies that need `s3:ListBucket` on the public bucket, or S3 answers 403 for a missing key. */
const LISTING_POLICIES = ["origin_request", "validate", "public_bucket", "server"];

/** What the functions read and write, by policy: actions, and the local that names the keys. */
const NEEDED = {
	validate: [
		["s3:GetObject", "originals"],
		["s3:GetObject", "trash_marks"],
		["s3:GetObject", "verdicts"],
		["s3:PutObject", "verdicts"],
		["s3:DeleteObject", "verdicts"],
		["s3:PutObject", "masters"],
		["s3:PutObject", "mezzanines"],
		["s3:DeleteObject", "public_photos"],
	],
	origin_request: [
		["s3:GetObject", "public_photos"],
		["s3:PutObject", "variants"],
		["s3:DeleteObject", "variants"],
	],
	public_bucket: [
		["s3:GetObject", "masters"],
		["s3:GetObject", "variants"],
	],
} as const;

/** Finds permissions that are too wide, and missing ones. */
export function policyProblems(module: Module): readonly string[] {
	const policies = module.data.filter(({ type }) => type === "aws_iam_policy_document");
	const lists = (name: string): boolean =>
		policies.some(
			(policy) =>
				policy.name === name &&
				blocksOf(policy.body, "statement").some(
					({ actions, resources }) =>
						texts(actions).includes("s3:ListBucket") &&
						texts(resources).includes(hcl("aws_s3_bucket.public.arn")),
				),
		);
	const isAllowed = (policy: string, action: string, keys: string): boolean =>
		policies.some(
			({ name, body }) =>
				name === policy &&
				blocksOf(body, "statement").some(
					({ actions, resources }) =>
						texts(actions).includes(action) && texts(resources).includes(hcl(`local.${keys}`)),
				),
		);
	const missing = Object.entries(NEEDED).flatMap(([policy, needs]) =>
		needs
			.filter(([action, keys]) => !isAllowed(policy, action, keys))
			.map(([action, keys]) => `${policy} lacks ${action} for ${keys}`),
	);
	const attached = module.resources.filter(({ type }) => type.endsWith("_policy_attachment"));
	return [
		...policies.flatMap((policy) => documentProblems(module, policy)),
		...LISTING_POLICIES.filter((name) => !lists(name)).map(
			(name) => `${name} cannot list the public bucket`,
		),
		...missing,
		...attached.map(({ name }) => `${name}: list the permissions instead of attaching a policy`),
	];
}

function documentProblems(module: Module, { name, body }: Labelled): readonly string[] {
	return blocksOf(body, "statement").flatMap((statement) => {
		if (statement.effect === "Deny") return [];
		const actions = texts(statement.actions).filter((action) => action.includes("*"));
		const resources = texts(statement.resources)
			.map((resource) => resolve(module, resource))
			.filter((resource) => resource.includes("*"))
			.filter((resource) => !ALLOWED_WILDCARDS.some((form) => form.test(resource)));
		return [
			...actions.map((action) => `${name}: ${action} is too wide`),
			...resources.map((resource) => `${name}: ${resource} is too wide`),
			...principalProblems(name, statement),
		];
	});
}

/** A service acts for any account unless a condition names one. */
function principalProblems(name: string, statement: Body): readonly string[] {
	const principals = blocksOf(statement, "principals").flatMap(({ identifiers }) =>
		texts(identifiers),
	);
	const conditions = blocksOf(statement, "condition").map(({ variable }) => String(variable));
	const isTrust = texts(statement.actions).includes("sts:AssumeRole");
	const isBound = isTrust || conditions.includes("aws:SourceArn");
	return [
		...(principals.includes("*") ? [`${name}: everyone is allowed`] : []),
		...(principals.length > 0 && !isBound ? [`${name}: no condition on aws:SourceArn`] : []),
	];
}

function texts(value: Json | undefined): readonly string[] {
	return Array.isArray(value) ? value.map(String) : [];
}
