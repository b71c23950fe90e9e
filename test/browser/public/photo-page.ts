import { describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { DEFAULT_BUCKETS, snapWidth } from "widthwise";
import { asOwner, OWNER } from "../../server/client.ts";
import { DENSE_DESKTOP, DESKTOP, PHONE } from "../browser.ts";
import type { DrawnSite } from "../drawn-site.ts";
import { pressKey, untilReady } from "../keys.ts";
import { layoutShifts, noteLayoutShifts, untilPhotosShown } from "../vitals.ts";

/** Tests the page of one photo, and the way to the next. */
export function testPhotoPage(site: DrawnSite): void {
	describe("of one photo", () => {
		const pathOf = (position: number): string => `/photos/${site.ids[position]}`;
		const [first, second, third, beforeLast, last] = [0, 1, 2, 3, 4];

		const arrive = (page: Page, position: number): Promise<void> =>
			page.waitForURL(pathOf(position));

		test("shows the camera's details to visitors, but not the position", async () => {
			const { page, problems } = await site.open(DESKTOP);
			await page.goto("/");
			await page.getByRole("link", { name: "Blue hour" }).click();
			await page.getByRole("heading", { name: "Blue hour" }).waitFor();
			expect(await detailsOn(page)).toEqual({
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

		test("shows the position only if the owner allows it, and only approximately", async () => {
			const { page } = await site.open(DESKTOP);
			const show = (showsPosition: boolean) =>
				asOwner(site.server, `/api${pathOf(first)}`, { method: "PATCH", body: { showsPosition } });
			expect((await show(true)).status).toBe(200);
			await page.goto(pathOf(first));
			expect(await detailsOn(page)).toMatchObject({ Near: "50.3° N, 14.8° E" });
			expect(await page.content()).toContain('"latitude":50.3,"longitude":14.8}');
			expect(await page.content()).not.toMatch(/50\.29|14\.82/);
			await show(false);
			await page.reload();
			expect(await detailsOn(page)).not.toHaveProperty("Near");
		});

		test("links to the edit page for the owner alone", async () => {
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
				expect(await page.getByRole("textbox", { name: "Title" }).count()).toBe(count);
			}
		});

		test("has no camera panel if the camera recorded nothing", async () => {
			const { page } = await site.open({});
			await page.goto(pathOf(second));
			expect(await page.locator("dl").count()).toBe(0);
		});

		test("does not use a camera's file name as the title", async () => {
			const { page } = await site.open({});
			await page.goto(pathOf(third));
			expect(await page.getByRole("heading").textContent()).toBe("Untitled photo");
		});

		test("fills the screen, and sends a phone less than a large screen", async () => {
			const buckets: number[] = [];
			for (const device of [PHONE, DENSE_DESKTOP]) {
				const { page, images, problems } = await site.open(device);
				await noteLayoutShifts(page);
				await page.goto(pathOf(first));
				await untilPhotosShown(page);
				expect(images).toHaveLength(1);
				buckets.push(Number(/width=(\d+)$/.exec(images[0] ?? "")?.[1]));
				const { width, height } = device.viewport;
				const box = await page.locator("img.photo").boundingBox();
				const hasFullWidth = Math.abs((box?.width ?? 0) - width) < 1;
				const hasFullHeight = (box?.height ?? 0) > height - 140;
				expect(hasFullWidth || hasFullHeight).toBe(true);
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

		test("opens neighbours by keys, and stops at the ends", async () => {
			const { page, problems } = await site.open(DESKTOP);
			await page.goto(pathOf(first));
			for (const position of [second, third, beforeLast, last]) {
				await pressKey(page, "ArrowRight");
				await arrive(page, position);
			}
			expect(await page.locator("a.next").count()).toBe(0);
			await pressKey(page, "ArrowRight");
			await pressKey(page, "ArrowLeft");
			await arrive(page, beforeLast);
			await pressKey(page, "Escape");
			await page.waitForURL("/");
			expect(problems).toEqual([]);
		});

		test("opens neighbours by swipes, but not by scrolling", async () => {
			const { page } = await site.open({ ...PHONE, hasTouch: true });
			const paths: string[] = [];
			page.on("framenavigated", (frame) => paths.push(new URL(frame.url()).pathname));
			await page.goto(pathOf(second));
			await swipe(page, [300, 400], [290, 150]);
			await page.locator(".stage").evaluate((stage) => {
				const touch = (clientX: number) =>
					new Touch({ identifier: 1, target: stage, clientX, clientY: 400 });
				const dispatch = (type: string, touches: Touch[], changedTouches: Touch[]) =>
					stage.dispatchEvent(new TouchEvent(type, { touches, changedTouches }));
				// A touch that the browser cancelled is no swipe, wherever the next finger is lifted.
				dispatch("touchstart", [touch(300)], [touch(300)]);
				dispatch("touchcancel", [], [touch(300)]);
				dispatch("touchend", [], [touch(80)]);
			});
			await swipe(page, [200, 400], [180, 402]);
			await swipe(page, [300, 400], [80, 420]);
			await arrive(page, third);
			await swipe(page, [80, 400], [300, 380]);
			await arrive(page, second);
			expect(paths).toEqual([second, third, second].map(pathOf));
		});

		test("preloads the next photo only for visitors who came from another page", async () => {
			const { page, images } = await site.open(DESKTOP);
			const isThird = (image: string): boolean => image.includes(`/${site.ids[third]}/`);
			await page.goto(pathOf(first));
			// A page requests the next photo as soon as it has loaded.
			await untilPhotosShown(page);
			expect(images).toHaveLength(1);
			const preloaded = page.waitForEvent("requestfinished", (request) => isThird(request.url()));
			await page.getByRole("link", { name: /^Older/ }).click();
			await page.waitForURL(pathOf(second));
			await preloaded;
			const ahead = images.filter(isThird);
			expect(ahead).toHaveLength(1);
			images.length = 0;
			await pressKey(page, "ArrowRight");
			await page.waitForURL(pathOf(third));
			await untilPhotosShown(page);
			// The preloaded image is the one that is shown.
			expect(images.filter((image) => isThird(image) && !ahead.includes(image))).toEqual([]);
		});

		test("has a button that copies its link", async () => {
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

		test("offers the master for download, under the photo's name", async () => {
			const { page } = await site.open({});
			await page.goto(pathOf(first));
			const download = page.waitForEvent("download");
			await page.getByRole("link", { name: "Download" }).click();
			expect((await download).suggestedFilename()).toBe("blue-hour.jpg");
		});

		test("has plain links for everything, without script", async () => {
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
}

async function detailsOn(page: Page): Promise<Readonly<Record<string, string | undefined>>> {
	const terms = await page.locator("dt").allTextContents();
	const values = await page.locator("dd").allTextContents();
	return Object.fromEntries(terms.map((term, i) => [term, values[i]]));
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
