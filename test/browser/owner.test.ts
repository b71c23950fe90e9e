import { expect, test } from "bun:test";
import { requires } from "../requirements.ts";
import { asOwner, post, upload } from "../server/client.ts";
import { drawn, undecodable } from "../server/drawn-photos.ts";
import { settled } from "../server/photo-events.ts";
import { TOKEN } from "../server-environment.ts";
import { DESKTOP, PHONE } from "./browser.ts";
import { pauseQueue } from "./paused-queue.ts";
import { signIn } from "./sign-in.ts";
import { siteForTests } from "./site.ts";
import { choose } from "./uploading.ts";

requires("chromium").describe("the owner, in a browser,", () => {
	const site = siteForTests();

	test("signs in by the printed link, uploads, and sees the photos appear", async () => {
		const { page, problems } = await site.open(DESKTOP);
		await signIn(page);
		expect(new URL(page.url()).pathname).toBe("/");
		expect(page.url()).not.toContain(TOKEN);
		const home = await page.context().newPage();
		await home.goto("/");
		await home.getByText("No photos yet.").waitFor();
		await page.getByRole("link", { name: "Upload" }).click();
		await choose(
			page,
			["Blue hour.jpg", drawn(1)],
			["broken.png", undecodable(1)],
			["tower.jpg", drawn(3, "jpeg", 64, 96)],
		);
		await page.getByText("2 of 3 published, 1 failed").waitFor();
		await home.reload();
		await home.locator('[data-status="published"]').nth(1).waitFor();
		const failed = home.locator('[data-status="failed"]');
		expect(await failed.textContent()).toMatch(/^broken\.png.*(damaged|cannot)/);
		expect(problems).toEqual([]);
	});

	test("never has to scroll sideways on a phone", async () => {
		const { page } = await site.openAsOwner(PHONE);
		const { width } = PHONE.viewport;
		const longest = "W".repeat(300);
		const [id = ""] = await upload(site.server, [`${longest.slice(60)}.jpg`, drawn(7)]);
		await asOwner(site.server, `/api/photos/${id}`, { method: "PATCH", body: { title: longest } });
		await settled(site.server, [id]);
		const desk = ["/upload", "/desk", `/desk/photos/${id}`, "/desk/sign-ins"];
		const admin = ["/admin/buckets", "/admin/queue"];
		for (const path of ["/", `/photos/${id}`, "/sign-in", `/${longest}`, ...desk, ...admin]) {
			await page.goto(path);
			const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
			expect([path, scrollWidth]).toEqual([path, width]);
		}
	});

	test("sees photos appear that were published before the page received events", async () => {
		const { page } = await site.openAsOwner(DESKTOP);
		// The script is held back until the photo is published, so it receives no event.
		const { promise: held, resolve: release } = Promise.withResolvers<void>();
		await page.route("**/live.js", (route) => held.then(() => route.continue()));
		await using queue = await pauseQueue(site.server);
		const [id = ""] = await upload(site.server, ["early.jpg", drawn(9)]);
		const tile = page.locator(`[data-photo="${id}"]`);
		await page.goto("/", { waitUntil: "commit" });
		await tile.getByText("Publishing…").waitFor();
		await queue.resume();
		await settled(site.server, [id]);
		expect(await tile.getAttribute("data-status")).not.toBe("published");
		release();
		await tile.getByRole("img", { name: "early" }).waitFor();
	});

	test("follows in plain words what waits, is published and has failed", async () => {
		const { page, problems } = await site.openAsOwner(DESKTOP);
		await using queue = await pauseQueue(site.server);
		await page.goto("/admin/queue");
		await page.getByText("Nothing waits to be published").waitFor();
		await page.getByText("The queue is paused").waitFor();
		await upload(site.server, ["late.jpg", drawn(61)], ["broken sky.png", undecodable(3)]);
		const waiting = page.getByRole("region", { name: "Waiting" });
		await waiting.getByText("late.jpg").waitFor();
		await queue.resume();
		const failures = page.getByRole("region", { name: "Not published" });
		await failures.getByText("broken sky.png: The PNG file is damaged").waitFor();
		await page.getByRole("status").getByText("Nothing waits to be published").waitFor();
		expect(await waiting.count()).toBe(0);
		expect(problems).toEqual([]);
	});

	test("is safe from forms on other sites, and can still upload afterwards", async () => {
		const { page } = await site.openAsOwner();
		using evil = Bun.serve({
			port: 0,
			hostname: "127.0.0.1",
			fetch: () =>
				new Response(
					`<form method="post" enctype="multipart/form-data" action="${site.server.url}/upload">` +
						`<button>Win a camera</button></form>`,
					{ headers: { "Content-Type": "text/html" } },
				),
		});
		await page.goto(`http://localhost:${evil.port}/`);
		await page.getByRole("button").click();
		await page.getByText(/401 unauthorized|403 forbidden/).waitFor();
		expect((await post(site.server, ["after.jpg", drawn(60)])).status).toBe(202);
	});
});
