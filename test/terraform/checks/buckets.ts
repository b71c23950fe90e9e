import { blocksOf, isBody, type Module } from "../parse-module.ts";
import { hcl } from "./expressions.ts";
import { bodyOf, resourcesOf } from "./resolve.ts";

const BLOCKS = [
	"block_public_acls",
	"block_public_policy",
	"ignore_public_acls",
	"restrict_public_buckets",
];

/** What would leave a bucket open, unencrypted or for ever growing. */
export function bucketProblems(module: Module): readonly string[] {
	const buckets = resourcesOf(module, "aws_s3_bucket").map(({ name }) => name);
	const all = isBody(module.locals.buckets ?? null) ? JSON.stringify(module.locals.buckets) : "";
	const forAll = (type: string): boolean =>
		resourcesOf(module, type).some(({ body }) => body.for_each === hcl("local.buckets"));
	const forEach = (type: string, name: string): boolean =>
		resourcesOf(module, type).some(({ body }) => body.bucket === hcl(`aws_s3_bucket.${name}.id`));
	const access = resourcesOf(module, "aws_s3_bucket_public_access_block");
	const versioning = blocksOf(
		bodyOf(module, "aws_s3_bucket_versioning", "media"),
		"versioning_configuration",
	);
	return [
		...buckets
			.filter((name) => !all.includes(`aws_s3_bucket.${name}}`))
			.map((name) => `local.buckets leaves ${name} out`),
		...(forAll("aws_s3_bucket_public_access_block")
			? []
			: ["public access is not blocked everywhere"]),
		...access.flatMap(({ body }) =>
			BLOCKS.filter((name) => body[name] !== true).map((name) => `${name} is not true`),
		),
		...(forAll("aws_s3_bucket_server_side_encryption_configuration")
			? []
			: ["not every bucket is encrypted"]),
		...buckets
			.filter((name) => !forEach("aws_s3_bucket_policy", name))
			.map((name) => `${name} has no policy`),
		...buckets
			.filter((name) => !forEach("aws_s3_bucket_lifecycle_configuration", name))
			.map((name) => `${name} has no lifecycle`),
		...(versioning.some(({ status }) => status === "Enabled")
			? []
			: ["originals have no versions"]),
		...triggerProblems(module),
	];
}

/** The function that publishes must wake for originals, and never for what it writes itself. */
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
		...(triggers.length === 1 ? [] : ["there must be one trigger"]),
		...wrong.map(() => "the trigger must be for new objects below originals/"),
		...(permission.source_arn === hcl("aws_s3_bucket.media.arn") && "source_account" in permission
			? []
			: ["only the media bucket may invoke validate"]),
	];
}
