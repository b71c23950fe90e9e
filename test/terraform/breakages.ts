/** By name: the text to replace in the AWS module, its replacement, and the expected problem. */
export const BREAKAGES: Readonly<Record<string, readonly [string | RegExp, string, string]>> = {
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
	"a missing required argument": [/origin_id +=.*\n/, "", "origin: origin_id is required"],
	"a missing required block": [
		/ {2}restrictions \{[^}]*\}\n {2}\}\n/,
		"",
		"restrictions is required",
	],
	"an attribute that only AWS can set": [
		"  signing_protocol ",
		'  etag = "1"\n  signing_protocol ',
		"etag cannot be set",
	],
	"a value of another type": [/ timeout +=.*/, " timeout = [30]", "timeout: must be a number"],
	"a block that is repeated but may occur once": [
		"  restrictions {",
		"  viewer_certificate {}\n  restrictions {",
		"viewer_certificate may occur once",
	],
	"a reference to a missing resource": [
		"aws_iam_role.validate.id",
		"aws_iam_role.validation.id",
		"does not resolve",
	],
	"a reference to a missing attribute": [
		"regional[0].function_name",
		"regional[0].function_names",
		"does not resolve",
	],
	"a reference to a missing variable": [
		"var.price_class\n",
		"var.prize_class\n",
		"var.prize_class does not resolve",
	],
	"a reference to a missing local": [
		"local.masters,",
		"local.master,",
		"local.master does not resolve",
	],
	"a broken reference inside an expression": [
		"[*].certificate_arn)",
		"[*].certificate)",
		"certificate does not resolve",
	],
	"a missing data source": ["data.aws_region.current", "data.aws_region.here", "does not resolve"],
	"an unused variable": [
		"  price_class     = var.price_class\n",
		"",
		"var.price_class is not used",
	],
	"a file that no build writes": ["/validate.zip", "/validation.zip", "validation.zip"],
	"a bucket that is left out": ["    logs   = aws_s3_bucket.logs\n", "", "logs is not in local"],
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
	"a trigger for every key": [
		'}originals/"\n  }\n\n  depends',
		'}"\n  }\n\n  depends',
		"below originals/",
	],
	"a trigger for its own verdicts": [
		'originals/"\n  }\n\n  depends',
		'verdicts/"\n  }\n\n  depends',
		"below originals/",
	],
	"a permission for any bucket to invoke": [
		/ {2}source_account = .*\n/,
		"",
		"only the media bucket",
	],
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
	"a function that is asked first": [
		/member \{\n +origin_id = "public"/,
		'member {\n        origin_id = "regional"',
		"the bucket must be asked first",
	],
	"a function that is asked if the bucket fails": [
		"status_codes = [404]",
		"status_codes = [404, 500]",
		"only a 404 may reach the function",
	],
	"a function that anybody may call": [
		/ +origin_access_control_id = one.*\n/,
		"",
		"every origin must have an origin access control",
	],
	"a resource without tags": ["  tags = var.tags\n}", "}", "has no tags"],
	"compression of images": [
		"= false\n    cache_policy_id",
		"= true\n    cache_policy_id",
		"compressed",
	],
	"failures that are cached": [
		"error_caching_min_ttl = 0",
		"error_caching_min_ttl = 5",
		"a 503 would be",
	],
	"a failure that is left out": ["502, 503, 504", "502, 504", "a 503 would be cached"],
	"a 404 that is cached for an hour": [
		"min_ttl = 10",
		"min_ttl = 3600",
		"a 404 must be cached briefly",
	],
	"a missing Vary": ['"Vary"', '"Varying"', "Vary: Accept is missing"],
	"a Vary that CloudFront overwrites": [
		"  security_headers_config {",
		"  cors_config {}\n  security_headers_config {",
		"with cors_config",
	],
	"a Lambda that does not know its bucket": [
		"x-widthwise-bucket",
		"x-widthwise-buckets",
		"no header x-widthwise-bucket",
	],
	"an unpublished Lambda": [
		"publish = true\n}\n\n# Lambda@Edge",
		"publish = false\n}\n\n# Lambda@Edge",
		"published version",
	],
	"the Lambda's latest version": [
		"association.value.qualified_arn",
		"association.value.arn",
		"numbered versions",
	],
	"a Lambda in another region": [
		'cdn_region = "us-east-1"',
		'cdn_region = "eu-west-1"',
		"must be in us-east-1",
	],
	"a certificate in another region": [
		"  region = local.cdn_region\n\n  domain_name",
		"\n  domain_name",
		"aws_acm_certificate.images must",
	],
	"too long a timeout": [/ timeout +=.*/, " timeout = 31", "30 seconds"],
	"more memory than AWS allows": ["_memory_mb <= 10240", "_memory_mb <= 20480", "at most 10240 MB"],
	"an environment at the edge": [
		/ timeout +=.*\n/,
		" timeout = 30\n  environment {}\n",
		"Lambda@Edge has no environment",
	],
	"a role that Lambda@Edge cannot assume": [
		'"edgelambda.amazonaws.com"',
		'"lambda.amazonaws.com"',
		"trust",
	],
	"a right to every resource": [
		"resources = [local.variants]",
		'resources = ["*"]',
		"* is too wide",
	],
	"a right to every bucket": [
		"resources = [local.verdicts]",
		'resources = ["arn:aws:s3:::*"]',
		"is too wide",
	],
	"a right to every action": [
		'actions   = ["s3:GetObject"]',
		'actions = ["s3:*"]',
		"s3:* is too wide",
	],
	"a right to every distribution": [
		"resources = [aws_cloudfront_distribution.images.arn]\n  }\n}",
		'resources = ["arn:aws:cloudfront::1:distribution/*"]\n  }\n}',
		"is too wide",
	],
	"a right for CloudFront in any account": [
		'      variable = "aws:SourceArn"',
		'      variable = "aws:Via"',
		"no condition on aws:SourceArn",
	],
	"a role that cannot list": [
		'DetectMissingKeys"\n    actions   = ["s3:ListBucket"]',
		'DetectMissingKeys"\n    actions = ["s3:GetObject"]',
		"origin_request cannot list",
	],
	"verdicts that cannot be read": [
		/"s3:GetObject", ("s3:PutObject"\]\s+resources = \[local\.verdicts\])/,
		"$1",
		"validate lacks s3:GetObject for verdicts",
	],
	"an alarm that notifies nobody": [
		/alarm_actions +=.*\n {2}ok_actions.*/,
		"alarm_actions = []",
		"images notifies nobody",
	],
	"an alarm that notifies another region": [
		"aws_sns_topic.alarms[local.region]",
		"aws_sns_topic.alarms[local.cdn_region]",
		"validate notifies nobody",
	],
	"a budget that notifies nobody": [
		/subscriber_email_addresses = .*/g,
		"",
		"the budget notifies nobody",
	],
};
