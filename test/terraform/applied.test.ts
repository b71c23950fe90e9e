import { afterAll, beforeAll, expect, test } from "bun:test";
import { originBucket } from "@widthwise/edge/origin-request";
import { readRegionalSettings } from "@widthwise/edge/regional";
import { readValidateSettings } from "@widthwise/edge/validate";
import { DEFAULT_BUCKETS } from "widthwise";
import { requires } from "../requirements.ts";
import { type AppliedModule, applyFolder, applyModule } from "./applied-module.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";

const REGION = "eu-central-1";
const MEDIA = "widthwise-media-123456789012";
const PUBLIC = "widthwise-public-123456789012";

type Distribution = {
	readonly origin: readonly {
		readonly origin_id: string;
		readonly custom_header: readonly { readonly name: string; readonly value: string }[];
	}[];
};
type Notification = {
	readonly lambda_function: readonly { readonly filter_prefix: string }[];
};
type Function = {
	readonly environment: readonly { readonly variables: Readonly<Record<string, string>> }[];
};

requires("terraform").describe("the applied module", () => {
	let workspace: Workspace;

	beforeAll(async () => {
		workspace = await openWorkspace({ region: REGION });
	});
	afterAll(() => workspace?.close());

	/** The bucket that the Lambda reads from the headers of the distribution's origin. */
	function bucketAtEdge(applied: AppliedModule): unknown {
		const { origin } = applied.values<Distribution>("aws_cloudfront_distribution.images");
		const headers = origin.find(({ origin_id }) => origin_id === "public")?.custom_header ?? [];
		const customHeaders = Object.fromEntries(headers.map(({ name, value }) => [name, [{ value }]]));
		const request = { method: "GET", uri: "/", querystring: "", headers: {} };
		return originBucket({ ...request, origin: { s3: { customHeaders } } });
	}

	/** What the function for other sites' scripts adds to a response. */
	function corsHeader(applied: AppliedModule): unknown {
		const { code } = applied.values<{ code: string }>("aws_cloudfront_function.cors[0]");
		const handler = new Function(`${code}; return handler;`)();
		return handler({ response: { headers: {} } }).headers["access-control-allow-origin"];
	}

	function environmentOf(applied: AppliedModule, name: string): Readonly<Record<string, string>> {
		const { environment } = applied.values<Function>(`aws_lambda_function.${name}`);
		return { ...environment[0]?.variables, AWS_REGION: REGION };
	}

	function triggerPrefix(applied: AppliedModule): string | undefined {
		const { lambda_function } = applied.values<Notification>("aws_s3_bucket_notification.media");
		return lambda_function[0]?.filter_prefix;
	}

	test("outputs the server's environment, and asks a Lambda for what the bucket lacks", async () => {
		const applied = await applyModule(workspace, "plain", "");
		const environment = {
			MEDIA_STORE: `s3://${MEDIA}`,
			PUBLIC_STORE: `s3://${PUBLIC}`,
			AWS_REGION: REGION,
			IMAGE_URL: "https://made-domain-name",
			CDN_DISTRIBUTION_ID: "made-id",
			PUBLISHER: "bucket-event",
			WIDTH_BUCKETS: DEFAULT_BUCKETS.join(","),
			MAX_FILE_BYTES: "200000000",
			MAX_PIXELS: "110000000",
			MASTER_EDGE: "2560",
			KEEP_COPYRIGHT: "false",
		};
		expect(applied.outputs.environment).toEqual(environment);
		const lines = String(applied.outputs.environment_file).trimEnd().split("\n");
		expect(lines.sort()).toEqual(
			Object.entries(environment)
				.map((pair) => pair.join("="))
				.sort(),
		);
		expect(triggerPrefix(applied)).toBe("originals/");
		expect(bucketAtEdge(applied)).toMatchObject({ bucket: PUBLIC, region: REGION, prefix: "" });

		const distribution = applied.values<Distribution>("aws_cloudfront_distribution.images");
		const origin_shield = [{ enabled: true, origin_shield_region: REGION }];
		const domain_name = `made-url-id.lambda-url.${REGION}.on.aws`;
		expect(distribution).toMatchObject({
			default_cache_behavior: [
				{
					target_origin_id: "variants",
					function_association: [{ event_type: "viewer-request" }],
					lambda_function_association: [],
				},
			],
			origin_group: [{ member: [{ origin_id: "public" }, { origin_id: "regional" }] }],
			origin: expect.arrayContaining([
				expect.objectContaining({ origin_id: "public", origin_shield }),
				expect.objectContaining({ origin_id: "regional", origin_shield, domain_name }),
			]),
		});
		expect(applied.values("aws_lambda_function.regional[0]")).toMatchObject({
			reserved_concurrent_executions: 20,
		});
		expect(applied.addresses).not.toContain("aws_lambda_function.origin_request[0]");
	});

	test("passes all that is set to the stores, the functions and the distribution", async () => {
		const settings = `
			prefix = "archive/2026"
			max_pixels = 5000
			master_edge = 3840
			keep_copyright = true
			flat_rate = true
			rate_limit = 2000
			reserved_concurrency = null
			destroy_photos = true
			tags = { site = "s" }
			image_domain = "images.example.com"
			route53_zone_id = "Z1"`;
		const applied = await applyModule(workspace, "set", settings);
		const prefix = "archive/2026";
		expect(applied.outputs.environment).toMatchObject({
			MEDIA_STORE: `s3://${MEDIA}/${prefix}`,
			PUBLIC_STORE: `s3://${PUBLIC}/${prefix}`,
		});
		expect(triggerPrefix(applied)).toBe(`${prefix}/originals/`);
		expect(bucketAtEdge(applied)).toMatchObject({ prefix });
		const locations = {
			media: { bucket: MEDIA, prefix, region: REGION, endpoint: undefined },
			publicStore: { bucket: PUBLIC, prefix, region: REGION, endpoint: undefined },
		};
		expect(readValidateSettings(environmentOf(applied, "validate"))).toEqual({
			...locations,
			maxFileBytes: 200_000_000,
			maxPixels: 5000,
			masterEdge: 3840,
			keepCopyright: true,
		});
		expect(readRegionalSettings(environmentOf(applied, "regional[0]"))).toEqual(
			locations.publicStore,
		);
		expect(applied.values("aws_lambda_function.regional[0]")).toMatchObject({
			reserved_concurrent_executions: -1,
			tags: { site: "s" },
		});
		expect(applied.values("aws_s3_bucket.media")).toMatchObject({ force_destroy: true });
		expect(applied.values("aws_wafv2_web_acl.images[0]")).toMatchObject({
			rule: [{ statement: [{ rate_based_statement: [{ limit: 2000 }] }] }],
		});
		expect(applied.values("aws_cloudfront_distribution.images")).toMatchObject({
			web_acl_id: "made-arn",
			// CachingOptimizedForUncompressedObjects, CloudFront's own.
			default_cache_behavior: [{ cache_policy_id: "b2884449-e4de-46a7-ac36-70bc7f1ddd6d" }],
		});
		expect(applied.addresses.join()).not.toContain("aws_cloudfront_cache_policy");
		expect(applied.addresses).toContain("aws_route53_record.certificate[0]");
		expect(applied.addresses).toContain('aws_route53_record.images["AAAA"]');
	});

	test("runs Lambda@Edge instead, whose logs expire in every region", async () => {
		const settings = `
			compute = "edge"
			origin_shield = false
			cors_origin = "*"
			enabled = false
			image_domain = "images.example.com"`;
		const applied = await applyModule(workspace, "edge", settings);
		expect(applied.values("aws_cloudfront_distribution.images")).toMatchObject({
			enabled: false,
			origin_group: [],
			origin: [{ origin_id: "public", origin_shield: [] }],
			default_cache_behavior: [
				{
					target_origin_id: "public",
					function_association: [
						{ event_type: "viewer-request" },
						{ event_type: "viewer-response" },
					],
					lambda_function_association: [{ event_type: "origin-request" }],
				},
			],
		});
		const named = (text: string) => applied.addresses.filter((address) => address.includes(text));
		expect(named("group.origin_request[")).toHaveLength(17);
		expect(named("regional")).toEqual([]);
		expect(corsHeader(applied)).toEqual({ value: "*" });
		// The zone is not given: its owner creates the records.
		expect(applied.outputs.environment).toMatchObject({ IMAGE_URL: "https://images.example.com" });
		expect(applied.addresses).toContain("aws_acm_certificate_validation.images[0]");
		expect(named("aws_route53")).toEqual([]);
	});

	test("refuses a flat-rate plan without a web ACL", async () => {
		await expect(applyModule(workspace, "flat", "  flat_rate = true")).rejects.toThrow(
			"flat_rate requires",
		);
	});

	test.each(["images-only", "behind-cloudflare"])(
		"outputs an environment file in the example %s",
		async (name) => {
			const folder = `examples/${name}`;
			await workspace.run(folder, "init");
			expect(await applyFolder(workspace, folder)).toContain(`MEDIA_STORE=s3://${MEDIA}`);
		},
	);

	test("has one topic for all alarms in CloudFront's own region", async () => {
		await using there = await openWorkspace({ region: "us-east-1" });
		const { addresses } = await applyModule(there, "one", "");
		expect(addresses.filter((address) => address.startsWith("aws_sns_topic."))).toHaveLength(1);
	});
});
