import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { requires } from "../requirements.ts";
import { TOKEN } from "../running-server.ts";
import { OWNER, upload } from "../server/client.ts";
import { drawn } from "../server/drawn-photos.ts";
import { settled } from "../server/photo-events.ts";
import { DESKTOP } from "./browser.ts";
import { siteForTests } from "./site.ts";
import { choose, openUpload, row } from "./uploading.ts";

requires("chromium").describe("an answer that events overtook is not believed", () => {
	const site = siteForTests();

	/** Lets the queue rest, or go on. */
	async function queue(action: "pause" | "resume"): Promise<void> {
		const url = `${site.server.url}/admin/queue/api/queues/photos/${action}`;
		const response = await fetch(url, { method: "PUT", headers: OWNER });
		expect(response.status).toBe(200);
	}

	/** Holds back how far photos are, once the server has said it, until it is let go. */
	async function holdBack(page: Page) {
		const { promise: asked, resolve: isAsked } = Promise.withResolvers<void>();
		const { promise: release, resolve: letGo } = Promise.withResolvers<void>();
		await page.route("**/upload/stages", async (route) => {
			const response = await route.fetch();
			const isUnderWay = (await response.text()).includes("received");
			if (isUnderWay) {
				isAsked();
				await release;
			}
			await route.fulfill({ response });
		});
		return {
			asked,
			async letGo() {
				const answered = page.waitForResponse("**/upload/stages");
				letGo();
				await (await answered).finished();
				// What the page does with it.
				await page.evaluate(() => new Promise(requestAnimationFrame));
			},
		};
	}

	test("by the desk", async () => {
		const { page, close } = await site.open(DESKTOP);
		await page.goto(`/sign-in?token=${TOKEN}`);
		await queue("pause");
		const [id = ""] = await upload(site.server, ["slow.jpg", drawn(1)]);
		const answer = await holdBack(page);
		await page.goto("/desk");
		await answer.asked;
		await queue("resume");
		await settled(site.server, [id]);
		const card = page.locator(`[data-photo="${id}"]`);
		await card.getByRole("img").waitFor();
		await answer.letGo();
		expect(await card.getAttribute("data-status")).toBe("published");
		await close();
	});

	test("by the upload page", async () => {
		const { page, close } = await site.open(DESKTOP);
		await openUpload(page);
		await queue("pause");
		const answer = await holdBack(page);
		await choose(page, ["sent.jpg", drawn(2)]);
		await answer.asked;
		await queue("resume");
		await row(page, "sent.jpg", "published").waitFor();
		await answer.letGo();
		expect(await row(page, "sent.jpg").getAttribute("data-stage")).toBe("published");
		await close();
	});
});
