import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser } from "playwright-core";
import { isCi } from "../config.ts";
import { type RunningServer, startServer, TOKEN, temporaryFolder } from "../running-server.ts";
import { post, upload } from "../server/client.ts";
import { copies, drawn, drawnLarge, undecodable } from "../server/drawn-photos.ts";
import { settled } from "../server/photo-events.ts";
import { chosen, DESKTOP, hasBrowser, launch, PHONE, visit } from "./browser.ts";

setDefaultTimeout(20_000);

const LINK = `/sign-in?token=${TOKEN}`;

test.if(isCi || hasBrowser)("a browser is there", () => expect(hasBrowser).toBe(true));

describe.skipIf(!hasBrowser)("the owner, in a browser,", () => {
	let browser: Browser;
	let server: RunningServer;
	beforeAll(async () => {
		server = await startServer(await temporaryFolder());
		browser = await launch();
	});
	afterAll(async () => {
		await browser.close();
		await server.remove();
	});

	test("signs in by the link, uploads, and sees the photos appear", async () => {
		const { page, problems, close } = await visit(browser, server, DESKTOP);
		await page.goto(LINK);
		expect(new URL(page.url()).pathname).toBe("/");
		expect(page.url()).not.toContain(TOKEN);
		await page.getByText("There are no photos yet.").waitFor();
		await page.getByRole("link", { name: "Upload" }).click();
		await page
			.getByLabel("Photos")
			.setInputFiles([
				chosen("Blue hour.jpg", drawn(1)),
				chosen("quay.jpg", drawn(2)),
				chosen("tower.jpg", drawn(3, "jpeg", 64, 96)),
			]);
		await page.getByRole("button", { name: "Upload" }).click();
		await page.waitForURL("/");
		// By itself: nobody reloads.
		await page.locator('[data-status="published"]').nth(2).waitFor();
		expect(await page.locator(".pending").count()).toBe(0);
		expect(problems).toEqual([]);
		await close();
	});

	test("is told why a photo failed, and why a file was refused", async () => {
		const { page, problems, close } = await visit(browser, server, DESKTOP);
		await page.goto(LINK);
		await page.goto("/upload");
		await page
			.getByLabel("Photos")
			.setInputFiles([
				chosen("broken.png", undecodable(1)),
				chosen("empty.jpg", new Uint8Array()),
				chosen("<b>diary.jpg", new TextEncoder().encode("Dear diary ...")),
			]);
		await page.getByRole("button", { name: "Upload" }).click();
		const alert = page.getByRole("alert");
		await alert.getByText("1 accepted, 2 not:").waitFor();
		expect(await alert.getByRole("listitem").allTextContents()).toEqual([
			"empty.jpg: The file is empty",
			"<b>diary.jpg: The file is not an image: JPEG, PNG, WebP, GIF and AVIF are accepted",
		]);
		await page.goto("/");
		const failed = page.locator('[data-status="failed"]');
		await failed.waitFor();
		expect(await failed.textContent()).toMatch(/^broken\.png.*damaged|cannot/);
		expect(problems).toEqual([]);
		await close();
	});

	test("finds no page wider than a phone", async () => {
		const { page, close } = await visit(browser, server, PHONE);
		await page.goto(LINK);
		const { width } = PHONE.viewport;
		for (const path of ["/", "/upload", "/sign-in", `/photos/${"0".repeat(32)}`]) {
			await page.goto(path);
			const needed = await page.evaluate(() => document.documentElement.scrollWidth);
			expect([path, needed]).toEqual([path, width]);
		}
		await close();
	});

	test("sees photos appear that were published before the page could listen", async () => {
		const { page, close } = await visit(browser, server, DESKTOP);
		await page.goto(LINK);
		// The script is held back until the photo is published: no event reaches it.
		let release = (): void => {};
		const held = new Promise<void>((resolve) => {
			release = resolve;
		});
		await page.route("**/live.js", (route) => held.then(() => route.continue()));
		const pictures = copies(drawnLarge(9, 4000, 3000), 3);
		const ids = await upload(server, ...pictures.map((bytes, i) => [`${i}.jpg`, bytes] as const));
		const tile = page.locator(`[data-photo="${ids.at(-1)}"]`);
		await page.goto("/", { waitUntil: "commit" });
		await tile.getByText("Being published").waitFor();
		await settled(server, ids);
		expect(await tile.getAttribute("data-status")).not.toBe("published");
		release();
		await tile.getByRole("img", { name: "2" }).waitFor();
		await close();
	});

	test("can do everything without JavaScript", async () => {
		const { page, problems, close } = await visit(browser, server, { javaScriptEnabled: false });
		await page.goto("/");
		await page.getByRole("link", { name: "Sign in" }).click();
		await page.getByLabel("Owner token").fill("not the owner's token");
		await page.getByRole("button", { name: "Sign in" }).click();
		await page.getByRole("alert").getByText("That is not the owner's token.").waitFor();
		expect(problems.splice(0).filter((problem) => !problem.includes("401"))).toEqual([]);
		await page.getByLabel("Owner token").fill(TOKEN);
		await page.getByRole("button", { name: "Sign in" }).click();
		await page.getByRole("link", { name: "Upload" }).click();
		await page.getByLabel("Photos").setInputFiles([chosen("plain.jpg", drawn(50))]);
		await page.getByRole("button", { name: "Upload" }).click();
		await page.waitForURL("/");
		const tile = page.getByRole("link", { name: "plain" });
		while ((await tile.count()) === 0) await page.reload();
		await tile.click();
		await page.getByRole("heading", { name: "plain" }).waitFor();
		await page.getByRole("button", { name: "Sign out" }).click();
		await page.getByRole("link", { name: "Sign in" }).waitFor();
		expect(problems).toEqual([]);
		await close();
	});

	test("is not made to act by another site", async () => {
		const { page, close } = await visit(browser, server);
		await page.goto(LINK);
		const evil = Bun.serve({
			port: 0,
			hostname: "127.0.0.1",
			fetch: () =>
				new Response(
					`<form method="post" enctype="multipart/form-data" action="${server.url}/upload">` +
						`<button>Win a camera</button></form>`,
					{ headers: { "Content-Type": "text/html" } },
				),
		});
		await page.goto(`http://localhost:${evil.port}/`);
		await page.getByRole("button").click();
		await page.getByText(/unauthorized|forbidden/).waitFor();
		await evil.stop(true);
		await close();
		expect((await post(server, ["after.jpg", drawn(60)])).status).toBe(202);
	});
});
