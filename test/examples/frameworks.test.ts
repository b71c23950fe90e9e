import { test } from "bun:test";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { DEFAULT_BUCKETS } from "widthwise";
import { nextSizes } from "widthwise/next";
import { requires, requiresOnCi } from "../requirements.ts";
import { prepareExamples } from "./example.ts";
import { expectImages, expectSrcset } from "./expect-images.ts";

/** Has Next.js build in one process, without a cache, source maps and minification: a third less work. */
const NEXT_CONFIG = `
import config from "./example.config.js";
export default {
	...config,
	experimental: {
		cpus: 1,
		serverSourceMaps: false,
		turbopackFileSystemCacheForBuild: false,
		turbopackMinify: false,
		turbopackSourceMaps: false,
	},
};`;

const examples = await prepareExamples("next", "astro");

requiresOnCi(examples.isInstalled, examples.missing).describe("an example is built", () => {
	requires("node22").describe("and serves its page and its photos:", () => {
		test.each([
			["next", nextSizes().deviceSizes],
			["astro", DEFAULT_BUCKETS],
		])("%s", async (name, widths) => {
			await using example = await examples.open(name);
			if (name === "next") await buildQuickly(example.folder);
			const server = await example.start();
			expectSrcset(await expectImages(server.url), widths);
			await server.end();
		});
	});
});

async function buildQuickly(folder: string): Promise<void> {
	const config = join(folder, "next.config.js");
	await rename(config, join(folder, "example.config.js"));
	await Bun.write(config, NEXT_CONFIG);
}
