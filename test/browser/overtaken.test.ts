import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { within } from "../patience.ts";
import { requires } from "../requirements.ts";
import { TOKEN } from "../running-server.ts";
import { upload } from "../server/client.ts";
import { drawn } from "../server/drawn-photos.ts";
import { settled } from "../server/photo-events.ts";
import { DESKTOP } from "./browser.ts";
import { pauseQueue } from "./paused-queue.ts";
import { siteForTests } from "./site.ts";
import { choose, openUpload, row } from "./uploading.ts";

requires("chromium").describe("an answer that events overtook is not believed", () => {
	const site = siteForTests();

	/** Holds back how far photos are, once the server has said it, until it is let go. */
	async function holdBack(page: Page) {
		await noteOldAnswers(page);
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
				letGo();
				await page.waitForFunction(() => Reflect.get(globalThis, "hasOldAnswer") === true);
			},
		};
	}

	test("by the desk", async () => {
		const { page } = await site.open(DESKTOP);
		await page.goto(`/sign-in?token=${TOKEN}`);
		await using queue = await pauseQueue(site.server);
		const [id = ""] = await upload(site.server, ["slow.jpg", drawn(1)]);
		const answer = await holdBack(page);
		await page.goto("/desk");
		await within("the desk has asked how far its photos are", answer.asked);
		await queue.resume();
		await settled(site.server, [id]);
		const card = page.locator(`[data-photo="${id}"]`);
		await card.getByRole("img").waitFor();
		await answer.letGo();
		expect(await card.getAttribute("data-status")).toBe("published");
	});

	test("by the upload page", async () => {
		const { page } = await site.open(DESKTOP);
		const answer = await holdBack(page);
		await openUpload(page);
		await using queue = await pauseQueue(site.server);
		await choose(page, ["sent.jpg", drawn(2)]);
		await within("the page has asked how far its photos are", answer.asked);
		await queue.resume();
		await row(page, "sent.jpg", "published").waitFor();
		await answer.letGo();
		expect(await row(page, "sent.jpg").getAttribute("data-stage")).toBe("published");
	});
});

/** Notes on the page, in `hasOldAnswer`, when it has taken an answer in that says "received". */
async function noteOldAnswers(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const read = Response.prototype.json;
		Response.prototype.json = async function () {
			const answer: unknown = await read.call(this);
			// By the next frame, whoever asked has done with it what it does.
			if (JSON.stringify(answer).includes('"received"')) {
				requestAnimationFrame(() => Reflect.set(globalThis, "hasOldAnswer", true));
			}
			return answer;
		};
	});
}
