import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { within } from "../patience.ts";
import { requires } from "../requirements.ts";
import { upload } from "../server/client.ts";
import { drawn } from "../server/drawn-photos.ts";
import { settled } from "../server/photo-events.ts";
import { DESKTOP } from "./browser.ts";
import { pauseQueue } from "./paused-queue.ts";
import { signIn } from "./sign-in.ts";
import { siteForTests } from "./site.ts";
import { choose, openUpload, row } from "./uploading.ts";

requires("chromium").describe("a response that is older than an event is ignored", () => {
	const site = siteForTests();

	/** Holds back the response with the stages of received photos until it is released. */
	async function holdStages(page: Page) {
		await noteStaleResponses(page);
		const { promise: held, resolve: onHeld } = Promise.withResolvers<void>();
		const { promise: released, resolve: release } = Promise.withResolvers<void>();
		await page.route("**/upload/stages", async (route) => {
			const response = await route.fetch();
			const hasReceived = (await response.text()).includes("received");
			if (hasReceived) {
				onHeld();
				await released;
			}
			await route.fulfill({ response });
		});
		return {
			held,
			async release() {
				release();
				await page.waitForFunction(() => Reflect.get(globalThis, "hasStaleResponse") === true);
			},
		};
	}

	test("on the desk", async () => {
		const { page } = await site.open(DESKTOP);
		await signIn(page);
		await using queue = await pauseQueue(site.server);
		const [id = ""] = await upload(site.server, ["slow.jpg", drawn(1)]);
		const stages = await holdStages(page);
		await page.goto("/desk");
		await within("the desk has requested the stages of its photos", stages.held);
		await queue.resume();
		await settled(site.server, [id]);
		const card = page.locator(`[data-photo="${id}"]`);
		await card.getByRole("img").waitFor();
		await stages.release();
		expect(await card.getAttribute("data-status")).toBe("published");
	});

	test("on the upload page", async () => {
		const { page } = await site.open(DESKTOP);
		const stages = await holdStages(page);
		await openUpload(page);
		await using queue = await pauseQueue(site.server);
		await choose(page, ["sent.jpg", drawn(2)]);
		await within("the page has requested the stages of its photos", stages.held);
		await queue.resume();
		await row(page, "sent.jpg", "published").waitFor();
		await stages.release();
		expect(await row(page, "sent.jpg").getAttribute("data-stage")).toBe("published");
	});
});

/**
 * Sets `hasStaleResponse` on the page when the page has handled a response that says "received".
 */
async function noteStaleResponses(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const read = Response.prototype.json;
		Response.prototype.json = async function () {
			const answer: unknown = await read.call(this);
			// By the next frame, the page has handled it.
			if (JSON.stringify(answer).includes('"received"')) {
				requestAnimationFrame(() => Reflect.set(globalThis, "hasStaleResponse", true));
			}
			return answer;
		};
	});
}
