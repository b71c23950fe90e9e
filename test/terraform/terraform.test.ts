import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DEFAULT_BUCKETS, parseBuckets } from "widthwise";
import { requires } from "../requirements.ts";
import { writeRoot } from "./applied-module.ts";
import { TERRAFORM } from "./modules.ts";
import { openWorkspace, terraform, type Workspace } from "./workspace.ts";

requires("terraform").describe("the real Terraform", () => {
	let workspace: Workspace;

	beforeAll(async () => {
		workspace = await openWorkspace({ region: "eu-central-1" });
	});
	afterAll(() => workspace?.close());

	test("finds every file formatted", () => {
		const child = Bun.spawnSync([
			terraform ?? "",
			"fmt",
			"-check",
			"-diff",
			"-recursive",
			TERRAFORM,
		]);
		expect(child.stdout.toString()).toBe("");
		expect(child.exitCode).toBe(0);
	});

	// The examples are applied: applied.test.ts.
	test.each([".", "cloudflare"])("accepts %s as valid", async (folder) => {
		expect((await workspace.run(folder, "init", "-backend=false")).status).toBe(0);
		const { status, output } = await workspace.run(folder, "validate");
		expect(output).toContain("The configuration is valid");
		expect(status).toBe(0);
	});

	describe("rejects", () => {
		beforeAll(async () => {
			const provider = 'cloudflare = {\n source = "cloudflare/cloudflare"\n }';
			const settings = `terraform {\n required_providers {\n ${provider}\n }\n}\n`;
			await mkdir(join(workspace.folder, "wrong"), { recursive: true });
			await writeFile(join(workspace.folder, "wrong/main.tf"), settings);
			await workspace.run("wrong", "init");
		});

		test.each([
			[
				"a misspelt argument",
				'resource "aws_s3_bucket" "a" {\n  buckett = "b"\n}\n',
				'named "buckett" is not expected here',
			],
			[
				"a missing argument",
				'resource "aws_iam_role" "a" {}\n',
				'The argument "assume_role_policy" is required',
			],
			[
				"a broken reference",
				'resource "aws_sns_topic" "a" {\n  name = aws_sns_topic.b.id\n}\n',
				"undeclared resource",
			],
			[
				"a value of another type",
				'resource "cloudflare_ruleset" "a" {\n  rules = 1\n}\n',
				"Incorrect attribute value type",
			],
		])("%s", async (_, text, expected) => {
			await writeFile(join(workspace.folder, "wrong/wrong.tf"), text);
			const { status, output } = await workspace.run("wrong", "validate");
			expect(output).toContain(expected);
			expect(status).toBe(1);
		});
	});

	test("plans only with the widths that were built", async () => {
		const widths = "500,1000,2000,10000";
		const folder = await writeRoot(workspace, "widths", `  width_buckets = [${widths}]`);
		const before = await workspace.run(folder, "plan");
		expect(before.status).toBe(1);
		expect(before.output.replaceAll("\n", " ")).toContain(
			`WIDTH_BUCKETS=${widths} npm run build:edge`,
		);
		const buckets = parseBuckets(widths);
		await workspace.build(buckets.ok ? buckets.value : []);
		const after = await workspace
			.run(folder, "plan")
			.finally(() => workspace.build(DEFAULT_BUCKETS));
		expect(after.output).toContain("to add, 0 to change, 0 to destroy");
	});

	test("rejects all invalid values for AWS at once", async () => {
		const wrong = {
			name: "My photos",
			alert_email: "me",
			monthly_budget_usd: "0",
			width_buckets: "[640,320]",
			prefix: "/a/",
			max_file_bytes: "0",
			max_pixels: "0.5",
			image_domain: "https://images.example.com/",
			price_class: "cheap",
			log_days: "31",
			deleted_original_days: "0",
			origin_request_memory_mb: "10241",
			validate_memory_mb: "128",
			compute: "server",
			reserved_concurrency: "-2",
			rate_limit: "1",
			web_acl_id: "arn:aws:waf:1",
			alarm_requests: "0",
			alarm_invocations: "0",
			cors_origin: "photos.example.com",
		};
		const args = Object.entries(wrong).map(([name, value]) => `-var=${name}=${value}`);
		const { status, output } = await workspace.run(".", "plan", ...args);
		expect(status).toBe(1);
		for (const name of Object.keys(wrong)) expect(output).toMatch(new RegExp(`${name} must`));
	});

	test("rejects all invalid values for Cloudflare at once", async () => {
		const wrong = {
			zone_id: "example.com",
			site_domain: "https://photos.example.com",
			server_address: "2001:db8::1",
			requests_per_10_seconds: "1",
			upload_paths: '["*"]',
			image_domain: "images.example.com",
		};
		const args = Object.entries(wrong).map(([name, value]) => `-var=${name}=${value}`);
		const { output } = await workspace.run("cloudflare", "plan", ...args);
		for (const name of Object.keys(wrong))
			expect(output).toMatch(new RegExp(`${name} (must|requires)`));
	});
});
