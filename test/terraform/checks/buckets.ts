import { blocksOf, isBody, type Module } from "../parse-module.ts";
import { hcl } from "./expressions.ts";
import { bodyOf, resourcesOf } from "./resolve.ts";

const BLOCKS = [
	"block_public_acls",
	"block_public_policy",
	"ignore_public_acls",
	"restrict_public_buckets",
];

/** Finds what would leave a bucket open, unencrypted or growing without limit. */
export function bucketProblems(module: Module): readonly string[] {
	const buckets = resourcesOf(module, "aws_s3_bucket").map(({ name }) => name);
	const all = isBody(module.locals.buckets ?? null) ? JSON.stringify(module.locals.buckets) : "";
	const coversAll = (type: string): boolean =>
		resourcesOf(module, type).some(({ body }) => body.for_each === hcl("local.buckets"));
	const covers = (type: string, name: string): boolean =>
		resourcesOf(module, type).some(({ body }) => body.bucket === hcl(`aws_s3_bucket.${name}.id`));
	const access = resourcesOf(module, "aws_s3_bucket_public_access_block");
	const versioning = blocksOf(
		bodyOf(module, "aws_s3_bucket_versioning", "media"),
		"versioning_configuration",
	);
	return [
		...buckets
			.filter((name) => !all.includes(`aws_s3_bucket.${name}}`))
			.map((name) => `${name} is not in local.buckets`),
		...(coversAll("aws_s3_bucket_public_access_block")
			? []
			: ["public access is not blocked everywhere"]),
		...access.flatMap(({ body }) =>
			BLOCKS.filter((name) => body[name] !== true).map((name) => `${name} is not true`),
		),
		...(coversAll("aws_s3_bucket_server_side_encryption_configuration")
			? []
			: ["not every bucket is encrypted"]),
		...buckets
			.filter((name) => !covers("aws_s3_bucket_policy", name))
			.map((name) => `${name} has no policy`),
		...buckets
			.filter((name) => !covers("aws_s3_bucket_lifecycle_configuration", name))
			.map((name) => `${name} has no lifecycle rules`),
		...(versioning.some(({ status }) => status === "Enabled")
			? []
			: ["versions of originals are not retained"]),
		...triggerProblems(module),
	];
}

/** Originals must invoke the function that publishes; objects that it writes must not. */
function triggerProblems(module: Module): readonly string[] {
	const triggers = resourcesOf(module, "aws_s3_bucket_notification").flatMap(({ body }) =>
		blocksOf(body, "lambda_function"),
	);
	const permission = bodyOf(module, "aws_lambda_permission", "validate");
	const wrong = triggers.filter(
		({ filter_prefix, events }) =>
			!["originals/", `${hcl("local.key_prefix")}originals/`].includes(String(filter_prefix)) ||
			JSON.stringify(events) !== '["s3:ObjectCreated:*"]',
	);
	return [
		...(triggers.length === 1 ? [] : ["there must be exactly one trigger"]),
		...wrong.map(() => "the trigger must be for new objects below originals/"),
		...(permission.source_arn === hcl("aws_s3_bucket.media.arn") && "source_account" in permission
			? []
			: ["only the media bucket may invoke validate"]),
	];
}
