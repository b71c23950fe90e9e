import { blocksOf, type Json, type Module } from "../parse-module.ts";
import { bodyOf, resolve, resourcesOf } from "./resolve.ts";

/** Arguments that Lambda@Edge does not support. */
const NOT_AT_THE_EDGE = [
	"environment",
	"vpc_config",
	"layers",
	"dead_letter_config",
	"image_uri",
	"ephemeral_storage",
	"tracing_config",
	"kms_key_arn",
];

/**
 * Lambda@Edge's quotas for origin events.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
const EDGE_LIMITS = { seconds: 30, megabytes: 10240 };

/** Types of resources that work only in CloudFront's region. */
const IN_CDN_REGION = [
	"aws_acm_certificate",
	"aws_acm_certificate_validation",
	"aws_cloudwatch_log_delivery",
	"aws_cloudwatch_log_delivery_destination",
	"aws_cloudwatch_log_delivery_source",
];

/** Finds what AWS would refuse to run, or to attach to a distribution. */
export function functionProblems(module: Module): readonly string[] {
	const edge = bodyOf(module, "aws_lambda_function", "origin_request");
	const viewer = bodyOf(module, "aws_cloudfront_function", "viewer_request");
	const [trust = {}] = blocksOf(
		module.data.find(({ name }) => name === "origin_request_trust")?.body ?? {},
		"statement",
	);
	const misplaced = module.resources.filter(
		({ type, body }) =>
			IN_CDN_REGION.includes(type) && resolve(module, body.region) !== "us-east-1",
	);
	const expectations: readonly (readonly [boolean, string])[] = [
		[resolve(module, edge.region) === "us-east-1", "Lambda@Edge must be in us-east-1"],
		[edge.publish === true, "Lambda@Edge needs a published version"],
		[Number(edge.timeout) <= EDGE_LIMITS.seconds, "Lambda@Edge runs for at most 30 seconds"],
		[viewer.runtime === "cloudfront-js-2.0", "the viewer function needs runtime 2.0"],
		[viewer.publish === true, "the viewer function must be published"],
		[
			blocksOf(viewer, "lifecycle").some((body) => "precondition" in body),
			"no precondition compares the widths",
		],
		[
			JSON.stringify(trust).includes("edgelambda.amazonaws.com"),
			"Lambda@Edge's role must trust edgelambda.amazonaws.com",
		],
	];
	return [
		...expectations.filter(([isMet]) => !isMet).map(([, problem]) => problem),
		...NOT_AT_THE_EDGE.filter((name) => name in edge).map((name) => `Lambda@Edge has no ${name}`),
		...misplaced.map(({ type, name }) => `${type}.${name} must be in us-east-1`),
		...resourcesOf(module, "aws_lambda_function").flatMap(({ name, body }) => [
			...runtimeProblems(name, body.runtime),
			...(body.handler === "index.handler" ? [] : [`${name}: the build exports index.handler`]),
			...("source_code_hash" in body ? [] : [`${name}: new code would not be deployed`]),
			...memoryProblems(module, name, String(body.memory_size)),
		]),
	];
}

/** Lambda@Edge supports a new release later than Lambda. Both releases are tested. */
function runtimeProblems(name: string, runtime: Json | undefined): readonly string[] {
	const tested = name === "origin_request" ? "nodejs22.x" : "nodejs24.x";
	return runtime === tested ? [] : [`${name}: must run on ${tested}`];
}

function memoryProblems(module: Module, name: string, memory: string): readonly string[] {
	const variable = /^\$\{var\.(\w+)\}$/.exec(memory)?.[1] ?? "";
	const { default: defaultMb, validation } = module.variables[variable] ?? {};
	const isChecked = JSON.stringify(validation ?? "").includes(`<= ${EDGE_LIMITS.megabytes}`);
	const isPossible = typeof defaultMb === "number" && defaultMb <= EDGE_LIMITS.megabytes;
	return isChecked && isPossible
		? []
		: [`${name}: memory must be at most ${EDGE_LIMITS.megabytes} MB`];
}
