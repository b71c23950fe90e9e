import { type Body, blocksOf, type Module } from "../parse-module.ts";
import { hcl } from "./expressions.ts";
import { bodyOf, resolve, resourcesOf } from "./resolve.ts";

/** The parts of a cache key besides the path, all of which must be off. */
const KEY_PARTS = {
	query_strings_config: "query_string_behavior",
	headers_config: "header_behavior",
	cookies_config: "cookie_behavior",
} as const;

/** Finds what would split the cache, cache failures, or send a format that a browser cannot show. */
export function cdnProblems(module: Module): readonly string[] {
	const distribution = bodyOf(module, "aws_cloudfront_distribution", "images");
	const [behavior = {}] = blocksOf(distribution, "default_cache_behavior");
	const [functions = {}] = blocksOf(behavior, "function_association");
	const [lambda = {}] = blocksOf(behavior, "lambda_function_association");
	const origins = blocksOf(distribution, "origin");
	const [origin = {}] = origins;
	const expectations: readonly (readonly [boolean, string])[] = [
		[behavior.compress === false, "images must not be compressed again"],
		[behavior.viewer_protocol_policy === "redirect-to-https", "images must use https only"],
		[
			behavior.cache_policy_id === hcl("local.cache_policy_id"),
			"the cache policy must be path_only",
		],
		[!("origin_request_policy_id" in behavior), "nothing more may be forwarded to the origin"],
		[functions.event_type === "viewer-request", "the function must handle viewer requests"],
		[lambda.event_type === "origin-request", "the Lambda must handle origin requests"],
		[
			lambda.lambda_arn === hcl("lambda_function_association.value.qualified_arn"),
			"CloudFront accepts only numbered versions of the Lambda",
		],
		[
			origins.every((body) => "origin_access_control_id" in body),
			"every origin must have an origin access control",
		],
		[distribution.http_version === "http2and3", "HTTP/3 must be on"],
	];
	return [
		...expectations.filter(([isMet]) => !isMet).map(([, problem]) => problem),
		...cachePolicyProblems(module),
		...errorProblems(distribution),
		...headerProblems(module, origin),
		...groupProblems(distribution),
	];
}

/** The function may be asked only for what the bucket lacks. */
function groupProblems(distribution: Body): readonly string[] {
	const [group = {}] = blocksOf(distribution, "origin_group");
	const members = blocksOf(group, "member").map(({ origin_id }) => origin_id);
	const statuses = blocksOf(group, "failover_criteria").map(({ status_codes }) => status_codes);
	return [
		...(members.join() === "public,regional" ? [] : ["the bucket must be asked first"]),
		...(JSON.stringify(statuses) === "[[404]]" ? [] : ["only a 404 may reach the function"]),
	];
}

function cachePolicyProblems(module: Module): readonly string[] {
	return resourcesOf(module, "aws_cloudfront_cache_policy").flatMap(({ body }) => {
		const [key = {}] = blocksOf(body, "parameters_in_cache_key_and_forwarded_to_origin");
		const parts = Object.entries(KEY_PARTS)
			.filter(([block, behavior]) => blocksOf(key, block)[0]?.[behavior] !== "none")
			.map(([block]) => `the cache key must hold the path alone: ${block}`);
		const encodings = ["enable_accept_encoding_gzip", "enable_accept_encoding_brotli"]
			.filter((name) => key[name] !== false)
			.map((name) => `the cache key must hold the path alone: ${name}`);
		return [
			...parts,
			...encodings,
			...(body.min_ttl === 0 ? [] : ["min_ttl would cache failures"]),
		];
	});
}

/** Error codes come from the literal `for_each` of dynamic blocks: `toset([500, 502])`. */
function errorProblems(distribution: Body): readonly string[] {
	const ttl = new Map<number, unknown>();
	const dynamic = blocksOf(distribution, "dynamic").flatMap((body) =>
		blocksOf(body, "custom_error_response"),
	);
	for (const { for_each, content } of dynamic) {
		const [inner = {}] = blocksOf({ content: content ?? [] }, "content");
		for (const code of String(for_each).match(/\d{3}/g) ?? []) {
			ttl.set(Number(code), inner.error_caching_min_ttl);
		}
	}
	const cached = [500, 502, 503, 504].filter((code) => ttl.get(code) !== 0);
	const notFound = ttl.get(404);
	const isBrief = typeof notFound === "number" && notFound > 0 && notFound <= 60;
	return [
		...cached.map((code) => `a ${code} would be cached`),
		...(isBrief ? [] : ["a 404 must be cached briefly"]),
	];
}

function headerProblems(module: Module, origin: Body): readonly string[] {
	const policy = bodyOf(module, "aws_cloudfront_response_headers_policy", "images");
	const added = blocksOf(policy, "custom_headers_config").flatMap((body) =>
		blocksOf(body, "items"),
	);
	const vary = added.some(({ header, value }) => header === "Vary" && value === "Accept");
	const security = blocksOf(policy, "security_headers_config");
	const nosniff = security.some((body) => blocksOf(body, "content_type_options").length === 1);
	const sent = resolve(module, JSON.stringify(origin));
	return [
		...(vary ? [] : ["Vary: Accept is missing"]),
		...("cors_config" in policy ? ["with cors_config CloudFront overwrites Vary"] : []),
		...(nosniff ? [] : ["X-Content-Type-Options is missing"]),
		...["bucket", "region", "prefix"]
			.map((name) => `x-widthwise-${name}`)
			.filter((name) => !new RegExp(`${name}\\\\?"`).test(sent))
			.map((name) => `the origin has no header ${name}`),
	];
}
