import { expect, test } from "bun:test";
import { corpusPath } from "../corpus.ts";
import { requires } from "../requirements.ts";
import { asOwner, upload } from "../server/client.ts";
import { drawn, undecodable } from "../server/drawn-photos.ts";
import { settled } from "../server/photo-events.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { axeViolations } from "./axe.ts";
import { DESKTOP, PHONE } from "./browser.ts";
import { pauseQueue } from "./paused-queue.ts";
import { signIn } from "./sign-in.ts";
import { siteForTests } from "./site.ts";
import { choose, openUpload, row } from "./uploading.ts";

/** Photos of few pixels: those of full size are tested without a browser. */
const REAL_PHOTOS = [
	"iphone13mini-p3-gainmap.jpg",
	"flower-pixel6-cmyk-gps.jpg",
	"cmyk-5d3-orient6.jpg",
	"avif-grid-1x5.avif",
	"animation-lossy.webp",
	"rotating-earth.gif",
] as const;

requires("chromium").describe("the upload page, in a browser,", () => {
	const site = siteForTests();

	test("shows each file's stages, and uploads files in the order they were chosen", async () => {
		const { page, problems } = await site.openAsOwner(DESKTOP);
		await openUpload(page);
		// Records all stages, one after another.
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
			// The page misses stages from before it knows the photo's id: so publishing waits for it.
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
		// Thumbnails are drawn from the files themselves.
		await page.locator("canvas[data-is-drawn]").nth(3).waitFor();
		await row(page, "second.jpg").getByRole("link", { name: "View: second.jpg" }).click();
		await page.getByRole("heading", { name: "second" }).waitFor();
		expect(problems).toEqual([]);
	});

	test("says why a file must wait and for how long, and waits as long as the server asks", async () => {
		const { page } = await site.openAsOwner(PHONE);
		await page.clock.install();
		await openUpload(page);
		const [name, message] = [
			"\u05e9\u05dc\u05d5\u05dd (1).jpg",
			"The store does not answer: try again",
		];
		const answer = { status: 503, json: { error: { code: "unavailable", message } } };
		let sent = 0;
		await page.route("/api/uploads/*", async (route) => {
			if (route.request().method() !== "PATCH") return route.continue();
			if (++sent > 1) return route.continue();
			// Much more than the page's own first pause.
			return route.fulfill({ ...answer, headers: { "Retry-After": "100" } });
		});
		await choose(page, [name, drawn(70)]);
		const waiting = row(page, name, "interrupted");
		await waiting.getByText(/^The store does not answer: next attempt in \d{2,3} s$/).waitFor();
		expect(await row(page, name).locator(".name").getAttribute("dir")).toBe("auto");
		expect(sent).toBe(1);
		await page.clock.fastForward(100_000);
		await row(page, name, "published").waitFor();
		expect(sent).toBe(2);
	});

	test("refuses files without sending a byte", async () => {
		const { page, problems } = await site.openAsOwner(DESKTOP);
		await openUpload(page);
		const sent: string[] = [];
		page.on("request", (request) => {
			if (request.method() !== "GET") sent.push(new URL(request.url()).pathname);
		});
		// Safari converts photos of other types to the first type in the list.
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

	test("recognises known photos, before or after sending them", async () => {
		const bytes = drawn(10);
		await settled(site.server, await upload(site.server, ["known.jpg", bytes]));
		const { page } = await site.openAsOwner(DESKTOP);
		await openUpload(page);
		await choose(page, ["again.jpg", bytes]);
		const link = row(page, "again.jpg", "known").getByRole("link");
		await link.waitFor();
		expect(await link.getAttribute("href")).toMatch(/^\/photos\/[0-9a-f]{32}$/);
		// As with plain http, where browsers cannot hash.
		await page.addInitScript(() =>
			Object.defineProperty(window, "isSecureContext", { value: false }),
		);
		await page.reload();
		await choose(page, ["once more.jpg", bytes]);
		await row(page, "once more.jpg", "known").getByText("Already uploaded").waitFor();
	});

	test("says why a photo cannot be published, and retries it", async () => {
		const { page, problems } = await site.openAsOwner(DESKTOP);
		await openUpload(page);
		await choose(page, ["broken.png", undecodable(1)]);
		const failed = row(page, "broken.png", "failed");
		await failed.getByText("damaged").waitFor();
		const retried = page.waitForResponse((response) => response.url().endsWith("/publish"));
		await failed.getByRole("button", { name: "Try again: broken.png" }).click();
		expect((await retried).status()).toBe(202);
		await row(page, "broken.png", "failed").waitFor();
		expect(problems).toEqual([]);
	});

	test("resumes after the owner was signed out and has signed in again", async () => {
		const { page } = await site.openAsOwner(DESKTOP);
		await openUpload(page);
		await page.context().clearCookies();
		await choose(page, ["signed out.jpg", drawn(15)]);
		const failed = row(page, "signed out.jpg", "failed");
		await failed.getByText("You are signed out").waitFor();
		const tab = await page.context().newPage();
		await signIn(tab);
		await tab.close();
		await failed.getByRole("button", { name: "Try again: signed out.jpg" }).click();
		await row(page, "signed out.jpg", "published").waitFor();
	});

	test("accepts dropped and pasted files, and folders", async () => {
		const { page, problems } = await site.openAsOwner(DESKTOP);
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

	test("has no axe violations, with or without files, and fits a phone", async () => {
		for (const device of [DESKTOP, { ...PHONE, colorScheme: "dark" as const }]) {
			const { page } = await site.openAsOwner(device);
			await openUpload(page);
			expect(await axeViolations(page)).toEqual([]);
			await choose(
				page,
				["a name that is far too long to fit on a phone and has no end at all.jpg", drawn(30)],
				["broken.png", undecodable(1)],
				["no photo.txt", new TextEncoder().encode("text")],
			);
			await row(page, "broken.png", "failed").waitFor();
			await page.locator(".row:is([data-stage=published], [data-stage=known])").waitFor();
			expect(await axeViolations(page)).toEqual([]);
			const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
			expect(scrollWidth).toBe(device.viewport.width);
		}
	});

	requires("corpus").test("publishes real photos of several types and cameras", async () => {
		const { page, problems } = await site.openAsOwner(DESKTOP);
		await openUpload(page);
		const paths = REAL_PHOTOS.map((name) => corpusPath("photos", name));
		await page.getByLabel("Choose photos").setInputFiles(paths);
		for (const name of REAL_PHOTOS) await row(page, name, "published").waitFor();
		await page.getByText("6 of 6 published").waitFor();
		await page.locator("canvas[data-is-drawn]").nth(5).waitFor();
		expect(problems).toEqual([]);
	});
});
