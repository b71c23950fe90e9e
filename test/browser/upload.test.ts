import { expect, test } from "bun:test";
import { corpusFiles, corpusPath } from "../corpus.ts";
import { requires } from "../requirements.ts";
import { TOKEN, temporaryFolder } from "../running-server.ts";
import { asOwner, upload } from "../server/client.ts";
import { drawn, undecodable } from "../server/drawn-photos.ts";
import { settled } from "../server/photo-events.ts";
import { axeViolations } from "./axe.ts";
import { DESKTOP, PHONE } from "./browser.ts";
import { pauseQueue } from "./paused-queue.ts";
import { siteForTests } from "./site.ts";
import { choose, openUpload, row } from "./uploading.ts";

const HEIC = "iphone13promax-p3-orient6.heic";
/** The same picture as the first of its kind, turned. */
const TURNED = /^orientation-landscape-[2-8]\.jpg$/;

requires("chromium").describe("the upload page, in a browser,", () => {
	const site = siteForTests();

	test("takes each file through its stages, in the order they were chosen", async () => {
		const { page, problems } = await site.open(DESKTOP);
		await openUpload(page);
		// What each row was, one after the other.
		await page.evaluate(() => {
			const stages: string[] = [];
			Reflect.set(globalThis, "stages", stages);
			new MutationObserver((changes) => {
				for (const { target } of changes) {
					const stage = target instanceof HTMLElement ? (target.dataset.stage ?? "") : "";
					if (stages.at(-1) !== stage) stages.push(stage);
				}
			}).observe(document, { subtree: true, attributeFilter: ["data-stage"] });
		});
		{
			// What happens before the page knows the photo's name is not for it to show.
			await using _queue = await pauseQueue(site.server);
			await choose(page, ["alone.jpg", drawn(1)]);
			await row(page, "alone.jpg", "received").waitFor();
		}
		await row(page, "alone.jpg", "published").waitFor();
		const stages = await page.evaluate((): string[] => Reflect.get(globalThis, "stages"));
		expect(stages.filter((stage) => stage !== "received")).toEqual([
			"waiting",
			"sending",
			"reading",
			"publishing",
			"published",
		]);
		await choose(
			page,
			["first.jpg", drawn(2)],
			["second.jpg", drawn(3)],
			["third.png", drawn(4, "png")],
		);
		await page.getByText("4 of 4 published").waitFor();
		const response = await asOwner(site.server, "/api/photos?limit=3");
		const { photos }: { photos: { filename: string }[] } = await response.json();
		expect(photos.map(({ filename }) => filename)).toEqual([
			"first.jpg",
			"second.jpg",
			"third.png",
		]);
		// Pictures at once, from the files themselves.
		await page.locator("canvas[data-is-drawn]").nth(3).waitFor();
		await row(page, "second.jpg").getByRole("link", { name: "See it: second.jpg" }).click();
		await page.getByRole("heading", { name: "second" }).waitFor();
		expect(problems).toEqual([]);
	});

	test("says what is wrong with a file before a byte of it is sent", async () => {
		const { page, problems } = await site.open(DESKTOP);
		const sent: string[] = [];
		page.on("request", (request) => {
			if (request.method() !== "GET") sent.push(new URL(request.url()).pathname);
		});
		await openUpload(page);
		// Safari turns a photo into the first of these where its own type is not among them.
		const accepted = await page.getByLabel("Choose photos").getAttribute("accept");
		expect(accepted).toMatch(/^image\/jpeg,[^*]+$/);
		await choose(
			page,
			["empty.jpg", new Uint8Array()],
			["<b>diary.jpg", new TextEncoder().encode("Dear diary ...")],
		);
		await row(page, "empty.jpg", "failed").getByText("The file is empty").waitFor();
		const diary = row(page, "<b>diary.jpg", "failed");
		await diary.getByText("The file is not an image: JPEG, PNG, WebP").waitFor();
		expect(await diary.getByRole("button", { name: "Try again" }).count()).toBe(0);
		await diary.getByRole("button", { name: "Remove" }).click();
		await page.getByText("0 of 1 published, 1 failed").waitFor();
		expect(sent).toEqual([]);
		expect(problems).toEqual([]);
	});

	test("recognises what is here, by itself or told by the server", async () => {
		const bytes = drawn(10);
		await settled(site.server, await upload(site.server, ["known.jpg", bytes]));
		const { page } = await site.open(DESKTOP);
		await openUpload(page);
		await choose(page, ["again.jpg", bytes]);
		const link = row(page, "again.jpg", "here").getByRole("link");
		await link.waitFor();
		expect(await link.getAttribute("href")).toMatch(/^\/photos\/[0-9a-f]{32}$/);
		// As on plain http, where browsers offer no hash.
		await page.addInitScript(() =>
			Object.defineProperty(window, "isSecureContext", { value: false }),
		);
		await page.reload();
		await choose(page, ["once more.jpg", bytes]);
		await row(page, "once more.jpg", "here").getByText("Already here").waitFor();
	});

	test("a photo that cannot be published says why, and is tried again", async () => {
		const { page, problems } = await site.open(DESKTOP);
		await openUpload(page);
		await choose(page, ["broken.png", undecodable(1)]);
		const failed = row(page, "broken.png", "failed");
		await failed.getByText("damaged").waitFor();
		const tried = page.waitForResponse((response) => response.url().endsWith("/publish"));
		await failed.getByRole("button", { name: "Try again: broken.png" }).click();
		expect((await tried).status()).toBe(202);
		await row(page, "broken.png", "failed").waitFor();
		expect(problems).toEqual([]);
	});

	test("goes on after its owner was signed out and signs in again", async () => {
		const { page } = await site.open(DESKTOP);
		await openUpload(page);
		await page.context().clearCookies();
		await choose(page, ["signed out.jpg", drawn(15)]);
		const failed = row(page, "signed out.jpg", "failed");
		await failed.getByText("You are signed out").waitFor();
		const tab = await page.context().newPage();
		await tab.goto(`/sign-in?token=${TOKEN}`);
		await tab.close();
		await failed.getByRole("button", { name: "Try again: signed out.jpg" }).click();
		await row(page, "signed out.jpg", "published").waitFor();
	});

	test("takes drops and pastes, folders too", async () => {
		const { page, problems } = await site.open(DESKTOP);
		await openUpload(page);
		const files = [
			["dropped.jpg", [...drawn(20)]],
			["pasted.jpg", [...drawn(21)]],
		] as const;
		await page.evaluate((files) => {
			const [drop, paste] = files.map(([name, bytes]) => {
				const transfer = new DataTransfer();
				transfer.items.add(new File([new Uint8Array(bytes)], name, { type: "image/jpeg" }));
				return transfer;
			});
			window.dispatchEvent(new DragEvent("drop", { dataTransfer: drop ?? null, cancelable: true }));
			const data = { clipboardData: paste ?? null, bubbles: true };
			document.body.dispatchEvent(new ClipboardEvent("paste", data));
		}, files);
		await row(page, "dropped.jpg", "published").waitFor();
		await row(page, "pasted.jpg", "published").waitFor();
		const folder = await temporaryFolder();
		await Bun.write(`${folder}/week 1/monday.jpg`, drawn(22));
		await Bun.write(`${folder}/week 2/monday.jpg`, drawn(23));
		await page.getByLabel("Choose a folder").setInputFiles(folder);
		await row(page, "monday.jpg", "published").nth(1).waitFor();
		expect(problems).toEqual([]);
	});

	test("has nothing that axe finds fault with, full or empty, and fits a phone", async () => {
		for (const device of [DESKTOP, { ...PHONE, colorScheme: "dark" as const }]) {
			const { page } = await site.open(device);
			await openUpload(page);
			expect(await axeViolations(page)).toEqual([]);
			await choose(
				page,
				["a name that is far too long to fit on a phone and has no end at all.jpg", drawn(30)],
				["broken.png", undecodable(1)],
				["no photo.txt", new TextEncoder().encode("words")],
			);
			await row(page, "broken.png", "failed").waitFor();
			await page.locator(".row:is([data-stage=published], [data-stage=here])").waitFor();
			expect(await axeViolations(page)).toEqual([]);
			const needed = await page.evaluate(() => document.documentElement.scrollWidth);
			expect(needed).toBe(device.viewport.width);
		}
	});

	requires("corpus").test("publishes a dozen real photos", async () => {
		const bytesOf = (name: string): number => Bun.file(corpusPath("photos", name)).size;
		const names = corpusFiles("photos").filter((name) => name !== HEIC && !TURNED.test(name));
		// The smallest: how photos of full size are published is shown without a browser.
		const dozen = names.toSorted((one, other) => bytesOf(one) - bytesOf(other)).slice(0, 12);
		const { page, problems } = await site.open(DESKTOP);
		await openUpload(page);
		const paths = dozen.map((name) => corpusPath("photos", name));
		await page.getByLabel("Choose photos").setInputFiles(paths);
		for (const name of dozen) await row(page, name, "published").waitFor();
		await page.getByText("12 of 12 published").waitFor();
		expect(await page.locator("canvas[data-is-drawn]").count()).toBeGreaterThan(5);
		expect(problems).toEqual([]);
	});
});
