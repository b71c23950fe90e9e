import { expect, test } from "bun:test";
import { DEFAULT_BUCKETS, PATH_ID, urlGrammar } from "widthwise";
import { requires, requiresOnCi } from "../requirements.ts";
import { deno } from "./deno.ts";
import { prepareExamples } from "./example.ts";
import { expectImages } from "./expect-images.ts";

const examples = await prepareExamples("bun", "node-express", "hono", "deno", "cloudflare-worker");

async function pageOf(name: string): Promise<string> {
	await using example = await examples.open(name);
	const server = await example.start();
	const page = await expectImages(server.url);
	await server.end();
	return page;
}

const urls = urlGrammar({ prefix: "/images/", id: PATH_ID });
const srcset = urls.srcset("blue-hour.jpg", 1600, DEFAULT_BUCKETS);

requiresOnCi(examples.isInstalled, examples.missing).describe("an example serves photos", () => {
	test.each(["bun", "node-express", "hono"])("%s", async (name) => {
		expect(await pageOf(name)).toContain(` srcset="${srcset}"`);
	});

	requiresOnCi(deno.isInstalled, deno.missing).test("deno, with stated permissions", async () => {
		expect(await pageOf("deno")).toContain(` srcset="${srcset}"`);
	});

	requires("node22").test("cloudflare-worker, from a bucket of R2", async () => {
		expect(await pageOf("cloudflare-worker")).toBe("Photos are at /images/");
	});
});
