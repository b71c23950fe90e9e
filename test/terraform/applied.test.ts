import { afterAll, beforeAll, expect, test } from "bun:test";
import { originBucket } from "@widthwise/edge/origin-request";
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
		readonly origin_path: string;
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
		const headers = origin[0]?.custom_header ?? [];
		const customHeaders = Object.fromEntries(headers.map(({ name, value }) => [name, [{ value }]]));
		const request = { method: "GET", uri: "/", querystring: "", headers: {} };
		return originBucket({ ...request, origin: { s3: { customHeaders } } });
	}

	function triggerPrefix(applied: AppliedModule): string | undefined {
		const { lambda_function } = applied.values<Notification>("aws_s3_bucket_notification.media");
		return lambda_function[0]?.filter_prefix;
	}

	test("outputs the server's environment", async () => {
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
		expect(bucketAtEdge(applied)).toEqual({
			bucket: PUBLIC,
			region: REGION,
			prefix: "",
			endpoint: undefined,
		});
	});

	test("passes a prefix to the stores, the trigger, the origin and the Lambda", async () => {
		const applied = await applyModule(workspace, "prefixed", '  prefix = "archive/2026"');
		expect(applied.outputs.environment).toMatchObject({
			MEDIA_STORE: `s3://${MEDIA}/archive/2026`,
			PUBLIC_STORE: `s3://${PUBLIC}/archive/2026`,
		});
		expect(triggerPrefix(applied)).toBe("archive/2026/originals/");
		const { origin } = applied.values<Distribution>("aws_cloudfront_distribution.images");
		expect(origin[0]?.origin_path).toBe("/archive/2026");
		expect(bucketAtEdge(applied)).toMatchObject({ prefix: "archive/2026" });
	});

	test("gives the function that publishes an environment that it can read", async () => {
		const args = '  max_pixels = 5000\n  keep_copyright = true\n  prefix = "a"';
		const applied = await applyModule(workspace, "environment", args);
		const { environment } = applied.values<Function>("aws_lambda_function.validate");
		expect(readValidateSettings({ ...environment[0]?.variables, AWS_REGION: REGION })).toEqual({
			media: { bucket: MEDIA, prefix: "a", region: REGION, endpoint: undefined },
			publicStore: { bucket: PUBLIC, prefix: "a", region: REGION, endpoint: undefined },
			maxFileBytes: 200_000_000,
			maxPixels: 5000,
			keepCopyright: true,
		});
	});

	test("has records for its own domain only if the zone is given", async () => {
		const domain = '  image_domain = "images.example.com"';
		const alone = await applyModule(workspace, "domain", domain);
		expect(alone.outputs.environment).toMatchObject({ IMAGE_URL: "https://images.example.com" });
		expect(alone.addresses).toContain("aws_acm_certificate_validation.images[0]");
		expect(alone.addresses.filter((address) => address.startsWith("aws_route53"))).toEqual([]);
		const zoned = await applyModule(workspace, "zone", `${domain}\n  route53_zone_id = "Z1"`);
		expect(zoned.addresses).toContain("aws_route53_record.certificate[0]");
		expect(zoned.addresses).toContain('aws_route53_record.images["AAAA"]');
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
