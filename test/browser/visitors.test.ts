import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { DEFAULT_BUCKETS } from "widthwise";
import { type RunningServer, startServer, temporaryFolder } from "../running-server.ts";
import { upload } from "../server/client.ts";
import { copies, drawn, drawnLarge, withExif } from "../server/drawn-photos.ts";
import { settled } from "../server/photo-events.ts";
import { DESKTOP, hasBrowser, launch, PHONE, visit } from "./browser.ts";

setDefaultTimeout(20_000);

describe.skipIf(!hasBrowser)("visitors, in a browser,", () => {
	let browser: Browser;
	let server: RunningServer;
	beforeAll(async () => {
		server = await startServer(await temporaryFolder());
		browser = await launch();
		const files = [
			["Blue hour.jpg", withExif(drawnLarge(1, 2700, 1800), 1)],
			["quay.jpg", drawn(2)],
			["tower.jpg", drawn(3, "jpeg", 64, 96)],
			...Array.from({ length: 9 }, (_, i) => [`more ${i}.jpg`, drawn(20 + i)] as const),
		] as const;
		await settled(server, await upload(server, ...files));
	});
	afterAll(async () => {
		await browser.close();
		await server.remove();
	});

	test("every image has its size and canonical widths; the first load at once", async () => {
		const { page, problems, close } = await visit(browser, server, PHONE);
		await page.goto("/");
		for (const image of await page.locator("img").all()) {
			const [width, height] = await Promise.all(
				["width", "height"].map(async (name) => Number(await image.getAttribute(name))),
			);
			expect(width).toBeGreaterThan(0);
			expect(height).toBeGreaterThan(0);
		}
		const photos = await page.locator("img.photo").all();
		expect(photos).toHaveLength(12);
		for (const [i, image] of photos.entries()) {
			expect(await image.getAttribute("loading")).toBe(i < 6 ? "eager" : "lazy");
			expect(await image.getAttribute("alt")).not.toBeEmpty();
			const set = (await image.getAttribute("srcset")) ?? "";
			const widths = set.split(", ").map((entry) => /\?width=(\d+) /.exec(entry)?.[1]);
			expect(widths.length).toBeGreaterThan(0);
			for (const width of widths) expect(DEFAULT_BUCKETS).toContain(Number(width));
		}
		expect(problems).toEqual([]);
		await close();
	});

	test("they really load, the far ones only when they are scrolled to", async () => {
		const { page, problems, images, close } = await visit(browser, server, {
			...PHONE,
			viewport: { width: 390, height: 300 },
		});
		await page.goto("/", { waitUntil: "networkidle" });
		const photos = page.locator("img.photo");
		const count = await photos.count();
		for (let i = 0; i < count; i++) {
			await photos.nth(i).scrollIntoViewIfNeeded();
			await page.waitForFunction((i) => {
				const image = document.querySelectorAll<HTMLImageElement>("img.photo")[i];
				return image?.complete && image.naturalWidth > 0;
			}, i);
		}
		expect(new Set(images).size).toBe(count);
		expect(problems).toEqual([]);
		await close();
	});

	describe("a photo's page", () => {
		async function openPhoto(page: Page, name: string): Promise<void> {
			await page.goto("/");
			await page.getByRole("link", { name }).click();
			await page.getByRole("heading", { name }).waitFor();
		}

		test("shows what the camera wrote down, to visitors too, but not where", async () => {
			const { page, problems, close } = await visit(browser, server, DESKTOP);
			await openPhoto(page, "Blue hour");
			const terms = await page.locator("dt").allTextContents();
			const facts = await page.locator("dd").allTextContents();
			expect(Object.fromEntries(terms.map((term, i) => [term, facts[i]]))).toEqual({
				Camera: "Canon EOS 5D Mark III",
				Lens: "EF24-70mm f/2.8L USM",
				"Focal length": "35 mm",
				Aperture: "f/2.8",
				Shutter: "1/200 s",
				ISO: "640",
				Taken: "2018-07-25 16:34 +02:00",
				Artist: "Ada Byron",
				Copyright: "© Ada Byron",
			});
			expect(await page.content()).not.toMatch(/50\.29|14\.82|latitude/i);
			expect(problems).toEqual([]);
			await close();
		});

		test("says nothing where nothing was written", async () => {
			const { page, close } = await visit(browser, server);
			await openPhoto(page, "quay");
			expect(await page.locator("dl").count()).toBe(0);
			await close();
		});

		test("sends a phone less than a large screen", async () => {
			const buckets: number[] = [];
			for (const device of [PHONE, DESKTOP]) {
				const { page, images, problems, close } = await visit(browser, server, device);
				await page.goto("/");
				const path = await page.getByRole("link", { name: "Blue hour" }).getAttribute("href");
				images.length = 0;
				await page.goto(path ?? "", { waitUntil: "networkidle" });
				expect(images).toHaveLength(1);
				buckets.push(Number(/width=(\d+)$/.exec(images[0] ?? "")?.[1]));
				const shown = page.locator("img.photo");
				expect(
					await shown.evaluate((image: HTMLImageElement) => image.naturalWidth),
				).toBeGreaterThan(0);
				expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(
					device.viewport.width,
				);
				expect(problems).toEqual([]);
				await close();
			}
			expect(buckets).toEqual([1280, 2560]);
		});

		test("lets it be downloaded whole, under its name", async () => {
			const { page, close } = await visit(browser, server);
			await openPhoto(page, "Blue hour");
			const download = page.waitForEvent("download");
			await page.getByRole("link", { name: "Download" }).click();
			expect((await download).suggestedFilename()).toBe("blue-hour.jpg");
			await close();
		});
	});

	test("older photos are a page away", async () => {
		const many = copies(drawn(4), 55).map((bytes, i) => [`old ${i}.jpg`, bytes] as const);
		await settled(server, await upload(server, ...many));
		const { page, problems, close } = await visit(browser, server, DESKTOP);
		await page.goto("/");
		const tiles = page.locator('[data-status="published"]');
		expect(await tiles.count()).toBe(60);
		await page.getByRole("link", { name: "More", exact: true }).click();
		await page.waitForURL("/?cursor=*");
		expect(await tiles.count()).toBe(7);
		expect(await page.getByRole("link", { name: "More", exact: true }).count()).toBe(0);
		expect(problems).toEqual([]);
		await close();
	});
});
