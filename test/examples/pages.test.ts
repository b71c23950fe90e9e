import { expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { chosen, visit } from "../browser/browser.ts";
import { landscape } from "../pictures/landscape.ts";
import { encode, imageOf, withMetadata } from "../pictures/painter.ts";
import { contains, readPixels } from "../pictures/read.ts";
import { requires, requiresOnCi } from "../requirements.ts";
import { sharedChromium } from "../services/shared.ts";
import { prepareExamples } from "./example.ts";

const examples = await prepareExamples("static-site", "browser-before-upload");

requiresOnCi(examples.isInstalled, examples.missing).describe("an example", () => {
	test("static-site writes the variants that its page shows", async () => {
		await using example = await examples.open("static-site");
		await example.run();
		const site = join(example.folder, "site");
		const page = await Bun.file(join(site, "index.html")).text();
		const candidates = [...page.matchAll(/(images\/\S+) (\d+)w/g)];
		expect(candidates).toHaveLength(6);
		for (const [, path = "", width] of candidates) {
			const bytes = await Bun.file(join(site, path)).bytes();
			expect(await readPixels(bytes)).toMatchObject({ width: Number(width) });
		}
	});

	requires("chromium").test(
		"browser-before-upload shrinks a photo in the page and uploads it without metadata",
		async () => {
			await using example = await examples.open("browser-before-upload");
			const server = await example.start();
			const browser = await sharedChromium();
			const { page, problems } = await visit(browser, server);
			await page.goto("/");
			const photo = encode(withMetadata(imageOf(landscape(1, 300, 200)).zoom(10, 10)), "jpeg");
			await page.locator("input").setInputFiles(chosen("photo.jpg", photo));
			await page.locator("output:has-text('Uploaded')").waitFor();
			expect(problems).toEqual([]);
			await browser.close();

			const uploads = join(example.folder, "uploads");
			const [name = ""] = await readdir(uploads);
			const uploaded = await Bun.file(join(uploads, name)).bytes();
			expect(await readPixels(uploaded)).toMatchObject({ width: 2560, height: 1707 });
			expect(contains(uploaded, "Secret Camera")).toBe(false);
			await server.end();
		},
	);
});
