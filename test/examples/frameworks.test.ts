import { test } from "bun:test";
import { DEFAULT_BUCKETS } from "widthwise";
import { nextSizes } from "widthwise/next";
import { requires, requiresOnCi } from "../requirements.ts";
import { prepareExamples } from "./example.ts";
import { expectImages, expectSrcset } from "./expect-images.ts";

const examples = await prepareExamples("next", "astro");

requiresOnCi(examples.isInstalled, examples.missing).describe("an example is built", () => {
	requires("node22").describe("and serves its page and its photos:", () => {
		test.each([
			["next", nextSizes().deviceSizes],
			["astro", DEFAULT_BUCKETS],
		])("%s", async (name, widths) => {
			await using example = await examples.open(name);
			const server = await example.start();
			expectSrcset(await expectImages(server.url), widths);
			await server.end();
		});
	});
});
