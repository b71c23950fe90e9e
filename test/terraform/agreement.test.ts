import { describe, expect, test } from "bun:test";
import {
	FAILOVER_STATUSES,
	OUR_CACHE_POLICY,
	OUR_RESPONSE_HEADERS,
} from "@widthwise/edge/cloudfront";
import { DEFAULT_BUCKETS } from "widthwise";
import { SETTINGS } from "widthwise/settings";
import { bodyOf } from "./checks/resolve.ts";
import { type Body, blocksOf, type Json, parseModule } from "./parse-module.ts";

const module = await parseModule(".");
const distribution = bodyOf(module, "aws_cloudfront_distribution", "images");

/** The numbers in a dynamic block's literal `for_each`: `toset([400, 404])`. */
function numbersIn({ for_each }: Body): readonly number[] {
	return (String(for_each).match(/\d+/g) ?? []).map(Number);
}

describe("the local CloudFront and the Terraform module", () => {
	test("cache responses for the same time", () => {
		const policy = bodyOf(module, "aws_cloudfront_cache_policy", "path_only");
		const dynamic = blocksOf(distribution, "dynamic").flatMap((body) =>
			blocksOf(body, "custom_error_response"),
		);
		const errors = dynamic.flatMap((body) =>
			numbersIn(body).map((code): [number, Json] => [
				code,
				blocksOf(body, "content")[0]?.error_caching_min_ttl ?? null,
			]),
		);
		expect<unknown>({
			minTtl: policy.min_ttl,
			maxTtl: policy.max_ttl,
			defaultTtl: policy.default_ttl,
			errorMinTtl: Object.fromEntries(errors),
		}).toEqual(OUR_CACHE_POLICY);
	});

	test("add the same headers", () => {
		const policy = bodyOf(module, "aws_cloudfront_response_headers_policy", "images");
		const [security = {}] = blocksOf(policy, "security_headers_config");
		const [custom = {}] = blocksOf(policy, "custom_headers_config");
		const value = (block: string, name: string): Json =>
			blocksOf(security, block)[0]?.[name] ?? null;
		const added = blocksOf(custom, "items").map(({ header, value }): [string, Json] => [
			String(header).toLowerCase(),
			value ?? null,
		]);
		expect<unknown>({
			...Object.fromEntries(added),
			"x-content-type-options": blocksOf(security, "content_type_options").length > 0 && "nosniff",
			"content-security-policy": value("content_security_policy", "content_security_policy"),
			"referrer-policy": value("referrer_policy", "referrer_policy"),
			"strict-transport-security": `max-age=${value("strict_transport_security", "access_control_max_age_sec")}`,
		}).toEqual(OUR_RESPONSE_HEADERS);
	});

	test("ask the second origin after the same statuses", () => {
		const criteria = blocksOf(distribution, "origin_group").flatMap((group) =>
			blocksOf(group, "failover_criteria"),
		);
		expect<unknown>(criteria.map(({ status_codes }) => status_codes)).toEqual([FAILOVER_STATUSES]);
	});

	test("have the same default widths", () => {
		expect<unknown>(module.variables.width_buckets?.default).toEqual(DEFAULT_BUCKETS);
	});
});

test("variables of the Terraform module have the defaults of the settings", () => {
	const names = [
		"WIDTH_BUCKETS",
		"MAX_FILE_BYTES",
		"MAX_PIXELS",
		"MASTER_EDGE",
		"KEEP_COPYRIGHT",
	] as const;
	for (const name of names) {
		const value = module.variables[name.toLowerCase()]?.default;
		expect([name, String(value)]).toEqual([name, SETTINGS[name].default]);
	}
});
