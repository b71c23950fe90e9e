import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { DEFAULT_BUCKETS, snapWidth } from "widthwise";
import { requires } from "../requirements.ts";
import { asOwner, OWNER } from "../server/client.ts";
import { DESKTOP, PHONE } from "./browser.ts";
import { drawnSiteForTests } from "./drawn-site.ts";
import { pressKey, untilReady } from "./keys.ts";
import { layoutShifts, noteLayoutShifts, untilPhotosShown } from "./vitals.ts";

requires("chromium").describe("a photo's page, in a browser,", () => {
	const site = drawnSiteForTests(1);
	const pathOf = (position: number): string => `/photos/${site.ids[position]}`;
	const [first, second, third, last] = [0, 1, 2, 3];

	const arrive = (page: Page, position: number): Promise<void> => page.waitForURL(pathOf(position));

	test("shows what the camera wrote down, to visitors too, but not where", async () => {
		const { page, problems } = await site.open(DESKTOP);
		await page.goto("/");
		await page.getByRole("link", { name: "Blue hour" }).click();
		await page.getByRole("heading", { name: "Blue hour" }).waitFor();
		expect(await factsOn(page)).toEqual({
			Camera: "Canon EOS 5D Mark III",
			Lens: "EF24-70mm f/2.8L USM",
			"Focal length": "35 mm",
			Aperture: "f/2.8",
			Shutter: "1/200 s",
			ISO: "640",
			Taken: "25 July 2018, 16:34 (UTC+02:00)",
			Artist: "Ada Byron",
			Copyright: "© Ada Byron",
		});
		expect(await page.content()).not.toMatch(/50\.2|14\.8|latitude/i);
		expect(problems).toEqual([]);
	});

	test("says where only if the owner lets it, and only roughly", async () => {
		const { page } = await site.open(DESKTOP);
		const show = (showsPosition: boolean) =>
			asOwner(site.server, `/api${pathOf(first)}`, { method: "PATCH", body: { showsPosition } });
		expect((await show(true)).status).toBe(200);
		await page.goto(pathOf(first));
		expect(await factsOn(page)).toMatchObject({ Near: "50.3° N, 14.8° E" });
		expect(await page.content()).toContain('"latitude":50.3,"longitude":14.8}');
		expect(await page.content()).not.toMatch(/50\.29|14\.82/);
		await show(false);
		await page.reload();
		expect(await factsOn(page)).not.toHaveProperty("Near");
	});

	test("leads its owner, and nobody else, to where it is edited", async () => {
		for (const [extraHTTPHeaders, count] of [
			[{}, 0],
			[OWNER, 1],
		] as const) {
			const { page } = await site.open({ ...DESKTOP, extraHTTPHeaders });
			await page.goto(pathOf(second));
			const link = page.getByRole("link", { name: "Edit" });
			expect(await link.count()).toBe(count);
			if (count > 0) await link.click();
			await page.getByRole("heading", { name: "lake" }).waitFor();
			expect(await page.getByLabel("Title").count()).toBe(count);
		}
	});

	test("says nothing where nothing was written", async () => {
		const { page } = await site.open({});
		await page.goto(pathOf(second));
		expect(await page.locator("dl").count()).toBe(0);
	});

	test("does not call a photo by its camera's number", async () => {
		const { page } = await site.open({});
		await page.goto(pathOf(third));
		expect(await page.getByRole("heading").textContent()).toBe("Photo without a title");
	});

	test("sends a phone less than a large screen, and the whole screen is used", async () => {
		const buckets: number[] = [];
		for (const device of [PHONE, DESKTOP]) {
			const { page, images, problems } = await site.open(device);
			await noteLayoutShifts(page);
			await page.goto(pathOf(first));
			await untilPhotosShown(page);
			expect(images).toHaveLength(1);
			buckets.push(Number(/width=(\d+)$/.exec(images[0] ?? "")?.[1]));
			const { width, height } = device.viewport;
			const box = await page.locator("img.photo").boundingBox();
			const isWholeWidth = Math.abs((box?.width ?? 0) - width) < 1;
			const isWholeHeight = (box?.height ?? 0) > height - 140;
			expect(isWholeWidth || isWholeHeight).toBe(true);
			expect((box?.width ?? 0) / (box?.height ?? 1)).toBeCloseTo(1.5, 2);
			expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
			expect(await layoutShifts(page)).toBe(0);
			expect(problems).toEqual([]);
		}
		const phone = snapWidth(390 * 3, DEFAULT_BUCKETS);
		expect(buckets[0]).toBeLessThanOrEqual(phone);
		expect(buckets[0]).toBeGreaterThan(phone * 0.75);
		expect(buckets[1]).toBeGreaterThan(phone);
	});

	test("leads on by keys, and not past the ends", async () => {
		const { page, problems } = await site.open(DESKTOP);
		await page.goto(pathOf(first));
		for (const position of [second, third, last]) {
			await pressKey(page, "ArrowRight");
			await arrive(page, position);
		}
		expect(await page.locator("a.next").count()).toBe(0);
		await pressKey(page, "ArrowRight");
		await pressKey(page, "ArrowLeft");
		await arrive(page, third);
		await pressKey(page, "Escape");
		await page.waitForURL("/");
		expect(problems).toEqual([]);
	});

	test("leads on by swipes, and not by scrolling", async () => {
		const { page } = await site.open({ ...PHONE, hasTouch: true });
		const paths: string[] = [];
		page.on("framenavigated", (frame) => paths.push(new URL(frame.url()).pathname));
		await page.goto(pathOf(second));
		await swipe(page, [300, 400], [290, 150]);
		await page.locator(".stage").evaluate((stage) => {
			const touch = (clientX: number) =>
				new Touch({ identifier: 1, target: stage, clientX, clientY: 400 });
			const tell = (type: string, touches: Touch[], changedTouches: Touch[]) =>
				stage.dispatchEvent(new TouchEvent(type, { touches, changedTouches }));
			// What the browser took for itself is no swipe, wherever the next finger is lifted.
			tell("touchstart", [touch(300)], [touch(300)]);
			tell("touchcancel", [], [touch(300)]);
			tell("touchend", [], [touch(80)]);
		});
		await swipe(page, [200, 400], [180, 402]);
		await swipe(page, [300, 400], [80, 420]);
		await arrive(page, third);
		await swipe(page, [80, 400], [300, 380]);
		await arrive(page, second);
		expect(paths).toEqual([second, third, second].map(pathOf));
	});

	test("loads the next one ahead for who looks around, and for nobody else", async () => {
		const { page, images } = await site.open(DESKTOP);
		const isThird = (image: string): boolean => image.includes(`/${site.ids[third]}/`);
		await page.goto(pathOf(first));
		// What a page loads ahead it asks for as soon as it is loaded itself.
		await untilPhotosShown(page);
		expect(images).toHaveLength(1);
		const loadedAhead = page.waitForEvent("requestfinished", (request) => isThird(request.url()));
		await page.getByRole("link", { name: /^Older/ }).click();
		await page.waitForURL(pathOf(second));
		await loadedAhead;
		const ahead = images.filter(isThird);
		expect(ahead).toHaveLength(1);
		images.length = 0;
		await pressKey(page, "ArrowRight");
		await page.waitForURL(pathOf(third));
		await untilPhotosShown(page);
		// It is the one that is shown.
		expect(images.filter((image) => isThird(image) && !ahead.includes(image))).toEqual([]);
	});

	test("has a link to be shared, and a button that copies it", async () => {
		const { page, problems } = await site.open({
			...DESKTOP,
			permissions: ["clipboard-read", "clipboard-write"],
		});
		await page.goto(pathOf(first));
		await page.getByRole("button", { name: "Copy link" }).click();
		await page.getByRole("button", { name: "Link copied" }).waitFor();
		expect(await page.getByRole("status").textContent()).toBe("Link copied");
		const copied = await page.evaluate(() => navigator.clipboard.readText());
		expect(copied).toBe(site.server.url + pathOf(first));
		expect(problems).toEqual([]);
	});

	test("lets it be downloaded whole, under its name", async () => {
		const { page } = await site.open({});
		await page.goto(pathOf(first));
		const download = page.waitForEvent("download");
		await page.getByRole("link", { name: "Download" }).click();
		expect((await download).suggestedFilename()).toBe("blue-hour.jpg");
	});

	test("does all of it by links, without script", async () => {
		const { page, problems } = await site.open({ javaScriptEnabled: false });
		await page.goto(pathOf(first));
		expect(await page.getByRole("link", { name: "Newer" }).count()).toBe(0);
		await page.getByRole("link", { name: "Older: lake" }).click();
		await page.waitForURL(pathOf(second));
		await page.getByRole("link", { name: "Newer: Blue hour" }).click();
		await page.getByRole("link", { name: "Link to this photo" }).click();
		await page.waitForURL(pathOf(first));
		expect(problems).toEqual([]);
	});
});

async function factsOn(page: Page): Promise<Readonly<Record<string, string | undefined>>> {
	const terms = await page.locator("dt").allTextContents();
	const facts = await page.locator("dd").allTextContents();
	return Object.fromEntries(terms.map((term, i) => [term, facts[i]]));
}

type Point = readonly [x: number, y: number];

async function swipe(page: Page, from: Point, to: Point): Promise<void> {
	await untilReady(page);
	const session = await page.context().newCDPSession(page);
	const touch = (type: "touchStart" | "touchMove" | "touchEnd", points: readonly Point[]) =>
		session.send("Input.dispatchTouchEvent", {
			type,
			touchPoints: points.map(([x, y]) => ({ x, y })),
		});
	await touch("touchStart", [from]);
	await touch("touchMove", [[(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]]);
	await touch("touchMove", [to]);
	await touch("touchEnd", []);
	await session.detach();
}
