import { describe, expect, test } from "bun:test";
import { EVERYWHERE, ON_AWS } from "./checks/all.ts";
import { MODULES } from "./modules.ts";
import { parseModule, parseText, readText } from "./parse-module.ts";
import { readSchemas } from "./schema/schema.ts";

const parsed = await Promise.all(MODULES.map(parseModule));
const around = {
	schemas: await readSchemas(),
	modules: new Map(parsed.map((module) => [module.folder, module])),
};
const checks = Object.values({ ...EVERYWHERE, ...ON_AWS });

/** What is changed in the module for AWS, into what, and what must be said of it. */
const BROKEN: Readonly<Record<string, readonly [string | RegExp, string, string]>> = {
	"a misspelt argument": ["memory_size ", "memory_sise ", "there is no memory_sise"],
	"a misspelt argument in a nested block": [
		"sse_algorithm",
		"sse_algorythm",
		"there is no sse_algorythm",
	],
	"a misspelt argument in a dynamic block": [
		"error_code            = custom",
		"eror_code = custom",
		"there is no eror_code",
	],
	"a misspelt block": ["geo_restriction {", "geo_restrictions {", "there is no geo_restrictions"],
	"a misspelt type": [
		'"aws_sns_topic" "alarms"',
		'"aws_sns_topics" "alarms"',
		"is not in the schema",
	],
	"a required argument that is gone": [/origin_id +=.*\n/, "", "origin: origin_id is required"],
	"a required block that is gone": [
		/ {2}restrictions \{[^}]*\}\n {2}\}\n/,
		"",
		"restrictions is required",
	],
	"an attribute that only AWS can set": [
		"  signing_protocol ",
		'  etag = "1"\n  signing_protocol ',
		"etag cannot be set",
	],
	"a value of another type": [
		"timeout          = 30",
		"timeout = [30]",
		"timeout: must be a number",
	],
	"a block twice that may come once": [
		"  restrictions {",
		"  viewer_certificate {}\n  restrictions {",
		"viewer_certificate may come once",
	],
	"a reference to no resource": [
		"aws_iam_role.validate.id",
		"aws_iam_role.validation.id",
		"leads nowhere",
	],
	"a reference to no attribute": [
		"origin_request.qualified_arn",
		"origin_request.qualified_name",
		"leads nowhere",
	],
	"a reference to no variable": [
		"var.price_class\n",
		"var.prize_class\n",
		"var.prize_class leads nowhere",
	],
	"a reference to no local": ["local.masters,", "local.master,", "local.master leads nowhere"],
	"a reference inside an expression": [
		"[*].certificate_arn)",
		"[*].certificate)",
		"certificate leads nowhere",
	],
	"a data source that is not there": [
		"data.aws_region.current",
		"data.aws_region.here",
		"leads nowhere",
	],
	"an unused variable": [
		"  price_class     = var.price_class\n",
		"",
		"var.price_class is not used",
	],
	"a file that nobody builds": ["/validate.zip", "/validation.zip", "validation.zip"],
	"a bucket that is left out": ["    logs   = aws_s3_bucket.logs\n", "", "leaves logs out"],
	"public access": [
		"ignore_public_acls      = true",
		"ignore_public_acls = false",
		"ignore_public_acls",
	],
	"originals without versions": [
		'status = "Enabled"\n  }\n}',
		'status = "Suspended"\n  }\n}',
		"versions",
	],
	"a trigger for everything": [
		'}originals/"\n  }\n\n  depends',
		'}"\n  }\n\n  depends',
		"below originals/",
	],
	"a trigger for its own verdicts": [
		'originals/"\n  }\n\n  depends',
		'verdicts/"\n  }\n\n  depends',
		"below originals/",
	],
	"anybody's bucket may invoke": [/ {2}source_account = .*\n/, "", "only the media bucket"],
	"a query in the cache key": [
		'query_string_behavior = "none"',
		'query_string_behavior = "all"',
		"query_strings_config",
	],
	"cookies in the cache key": [
		'cookie_behavior = "none"',
		'cookie_behavior = "all"',
		"cookies_config",
	],
	"Accept-Encoding in the cache key": [
		"gzip   = false",
		"gzip = true",
		"enable_accept_encoding_gzip",
	],
	"compression of images": [
		"= false\n    cache_policy_id",
		"= true\n    cache_policy_id",
		"compressed",
	],
	"failures that are kept": [
		"error_caching_min_ttl = 0",
		"error_caching_min_ttl = 5",
		"a 503 would be",
	],
	"a failure that is forgotten": ["502, 503, 504", "502, 504", "a 503 would be cached"],
	"a 404 that is kept for an hour": [
		"min_ttl = 10",
		"min_ttl = 3600",
		"a 404 must be cached briefly",
	],
	"no Vary": ['"Vary"', '"Varying"', "Vary: Accept is missing"],
	"a Vary that CloudFront overwrites": [
		"  security_headers_config {",
		"  cors_config {}\n  security_headers_config {",
		"with cors_config",
	],
	"a Lambda that is not told its bucket": ["x-widthwise-bucket", "x-widthwise-buckets", "not told"],
	"an unpublished Lambda": [
		'publish = true\n}\n\nresource "aws_iam_role"',
		'publish = false\n}\n\nresource "aws_iam_role"',
		"published version",
	],
	"the Lambda's latest version": ["request.qualified_arn", "request.arn", "numbered versions"],
	"a Lambda elsewhere": [
		'cdn_region = "us-east-1"',
		'cdn_region = "eu-west-1"',
		"must be in us-east-1",
	],
	"a certificate elsewhere": [
		"  region = local.cdn_region\n\n  domain_name",
		"\n  domain_name",
		"aws_acm_certificate.images must",
	],
	"a Lambda that takes too long": ["timeout          = 30", "timeout = 31", "30 seconds"],
	"more memory than there is": ["_memory_mb <= 10240", "_memory_mb <= 20480", "at most 10240 MB"],
	"an environment at the edge": [
		"  timeout          = 30\n",
		"  timeout = 30\n  environment {}\n",
		"Lambda@Edge has no environment",
	],
	"a role that the edge cannot take": [
		'"edgelambda.amazonaws.com"',
		'"lambda.amazonaws.com"',
		"trust",
	],
	"every resource": ["resources = [local.variants]", 'resources = ["*"]', "* is too wide"],
	"every bucket": ["resources = [local.verdicts]", 'resources = ["arn:aws:s3:::*"]', "is too wide"],
	"every action": ['actions   = ["s3:GetObject"]', 'actions = ["s3:*"]', "s3:* is too wide"],
	"every distribution": [
		"resources = [aws_cloudfront_distribution.images.arn]",
		'resources = ["arn:aws:cloudfront::1:distribution/*"]',
		"is too wide",
	],
	"CloudFront for any account": [
		'      variable = "aws:SourceArn"',
		'      variable = "aws:Via"',
		"aws:SourceArn is not asked for",
	],
	"a role that cannot list": [
		'LearnWhatIsMissing"\n    actions   = ["s3:ListBucket"]',
		'LearnWhatIsMissing"\n    actions = ["s3:GetObject"]',
		"origin_request cannot list",
	],
	"an alarm that tells nobody": [
		/alarm_actions +=.*\n {2}ok_actions.*/,
		"alarm_actions = []",
		"images tells nobody",
	],
	"an alarm that tells another region": [
		"aws_sns_topic.alarms[local.region]",
		"aws_sns_topic.alarms[local.cdn_region]",
		"validate tells nobody",
	],
	"a budget that tells nobody": [/subscriber_email_addresses = .*/g, "", "the budget tells nobody"],
};

describe("what is broken is found", () => {
	test.each(Object.entries(BROKEN))("%s", async (_, [search, replacement, expected]) => {
		const text = await readText(".");
		const broken =
			typeof search === "string"
				? text.replace(search, () => replacement)
				: text.replace(search, replacement);
		expect(broken).not.toBe(text);
		const module = await parseText(broken);
		expect(checks.flatMap((check) => check(module, around)).join("\n")).toInclude(expected);
	});

	test.each([
		["a call without what it needs", "alert_email = ", "email = ", "alert_email is required"],
		["a call with what is not there", "alert_email = ", "email = ", "there is no email"],
		["a module that is not there", '"../.."', '"../../.."', "there is no ../../.."],
		["an output that is not there", ".environment_file\n", ".environment_files\n", "leads nowhere"],
	])("%s", async (_, search, replacement, expected) => {
		const folder = "examples/images-only";
		const text = await readText(folder);
		const module = await parseText(text.replace(search, replacement), folder);
		expect(
			checks
				.slice(0, 2)
				.flatMap((check) => check(module, around))
				.join("\n"),
		).toInclude(expected);
	});

	test("text that is not HCL", async () => {
		await expect(parseText('resource "a" "b" {')).rejects.toThrow();
	});
});
