import { beforeAll, expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { DEFAULT_BUCKETS, snapWidth } from "widthwise";
import { until } from "../patience.ts";
import { landscape } from "../pictures/landscape.ts";
import { encode, imageOf } from "../pictures/painter.ts";
import { requires } from "../requirements.ts";
import { type NamedFile, upload } from "../server/client.ts";
import { withExif } from "../server/drawn-photos.ts";
import { settled } from "../server/photo-events.ts";
import { axeViolations } from "./axe.ts";
import { DENSE_DESKTOP, PHONE } from "./browser.ts";
import { pressKey, untilReady } from "./keys.ts";
import { siteForTests } from "./site.ts";

/** Sizes of photos, the last two 8:1 and 1:8. */
const SHAPES = [
	[2400, 1600],
	[800, 1200],
	[1200, 1200],
	[2880, 360],
	[200, 1600],
] as const;

/** A phone and a desktop; the desktop at a zoom of 200 %; a phone in landscape; a small tablet. */
const WINDOWS = [
	[390, 844],
	[1440, 900],
	[720, 450],
	[844, 390],
	[820, 1180],
] as const;

requires("chromium").describe("a photo in a window, in a browser,", () => {
	const site = siteForTests({ FIRST_SET: "false", AVIF: "false", CAP_PHONES: "true" });
	let paths: readonly string[] = [];
	const first = (): string => paths[0] ?? "";

	beforeAll(async () => {
		const files = SHAPES.map(([width, height], i): NamedFile => {
			const drawing = imageOf(landscape(i, width / 20, height / 20)).resize(20);
			return [`Hill ${i}.jpg`, withExif(encode(drawing, "jpeg"), 1)];
		});
		const ids = await upload(site.server, ...files);
		await settled(site.server, ids);
		paths = ids.map((id) => `/photos/${id}`);
	});

	test("is shown whole with title and camera details, in windows of all sizes", async () => {
		const { page } = await site.open();
		// The image's place does not depend on its bytes, which need not be cut.
		await page.route(/\/media\//, (route) => route.abort());
		for (const path of paths) {
			await page.goto(path);
			for (const [width, height] of WINDOWS) {
				await page.setViewportSize({ width, height });
				const fits = { photo: true, title: true, details: true, pageWidth: width };
				expect([path, height, await fitting(page)]).toEqual([path, height, fits]);
			}
		}
	});

	test("opens in full screen with its largest image, which Escape leaves", async () => {
		const { page, images, problems } = await site.open({ ...PHONE, hasTouch: true });
		await page.goto(first());
		await untilReady(page);
		// The cap leaves two of three pixels, but not of the largest image.
		expect(images.map(bucketOf)).toEqual([snapWidth(390 * 2, DEFAULT_BUCKETS)]);
		const button = page.getByRole("button", { name: "Full screen" });
		await button.focus();
		await pressKey(page, "Enter");
		const picture = page.getByRole("dialog").getByRole("img");
		await picture.waitFor();
		await page.waitForFunction(() => document.fullscreenElement?.className === "screen");
		await until("the largest image is shown", async () => (await naturalWidth(picture)) === 2400);
		expect(images.slice(1).map(bucketOf)).toEqual([2560]);
		expect((await rectangle(picture)).width).toBeCloseTo(390);
		expect(await axeViolations(page)).toEqual([]);
		// Keys that open a neighbour and the archive on the page behind it.
		await pressKey(page, "ArrowRight");
		await pressKey(page, "Escape");
		await picture.waitFor({ state: "hidden" });
		expect(new URL(page.url()).pathname).toBe(first());
		await page.waitForFunction(() => document.activeElement?.matches("button.large"));
		expect(await page.evaluate(() => document.fullscreenElement)).toBeNull();
		expect(problems).toEqual([]);
	});

	test("is moved and zoomed to its real pixels by mouse and keys", async () => {
		const { page } = await site.open({ viewport: { width: 1440, height: 900 } });
		await page.goto(first());
		const picture = await openViewer(page);
		const whole = { x: 45, y: 0, width: 1350, height: 900 };
		expect(await rectangle(picture)).toEqual(whole);
		// The point under the pointer, a third of the picture from its left and top edge, stays there.
		await page.mouse.dblclick(495, 300);
		const actual = { x: 495 - 800, y: 300 - 533, width: 2400, height: 1600 };
		expect(await rectangle(picture)).toEqual(actual);
		await page.mouse.move(700, 400);
		await page.mouse.down();
		await page.mouse.move(650, 420);
		await page.mouse.up();
		expect(await rectangle(picture)).toEqual({ ...actual, x: actual.x - 50, y: actual.y + 20 });
		await pressKey(page, "ArrowRight");
		expect((await rectangle(picture)).x).toBe(actual.x - 50 - 180);
		await page.mouse.wheel(0, -100);
		await until("a wheel enlarges it", async () => (await rectangle(picture)).width > 2400);
		const button = page.getByRole("button", { name: "Actual size" });
		expect(await button.getAttribute("aria-pressed")).toBe("false");
		await button.click();
		expect((await rectangle(picture)).width).toBe(2400);
		expect(await button.getAttribute("aria-pressed")).toBe("true");
		await button.click();
		expect(await rectangle(picture)).toEqual(whole);
		await pressKey(page, "+");
		expect((await rectangle(picture)).width).toBe(Math.round(1350 * 1.25));
	});

	test("is zoomed by two fingers, and moved by one", async () => {
		const { page } = await site.open({ ...PHONE, hasTouch: true });
		await page.goto(first());
		const picture = await openViewer(page);
		const session = await page.context().newCDPSession(page);
		const touch = (type: "touchStart" | "touchMove" | "touchEnd", ...xs: readonly number[]) =>
			session.send("Input.dispatchTouchEvent", {
				type,
				touchPoints: xs.map((x, id) => ({ x, y: 400, id })),
			});
		await touch("touchStart", 180);
		await touch("touchStart", 180, 210);
		await touch("touchMove", 130, 260);
		await touch("touchEnd");
		await until("a pinch enlarges it", async () => (await rectangle(picture)).width > 900);
		const { x } = await rectangle(picture);
		await touch("touchStart", 200);
		await touch("touchMove", 150);
		await touch("touchEnd");
		await until(
			"a finger moves it",
			async () => Math.abs((await rectangle(picture)).x - x + 50) < 1,
		);
	});

	test("has real pixels on any screen and at any zoom of the browser", async () => {
		const { page } = await site.open(DENSE_DESKTOP);
		await page.goto(first());
		const picture = await openViewer(page);
		await page.getByRole("button", { name: "Actual size" }).click();
		// 2400 pixels on a screen with two in a CSS pixel.
		expect((await rectangle(picture)).width).toBe(1200);
		await page.getByRole("button", { name: "Close" }).click();
		await picture.waitFor({ state: "hidden" });
	});

	test("has a plain link to its largest image, without script", async () => {
		const { page, images } = await site.open({ javaScriptEnabled: false });
		await page.goto(first());
		await page.getByRole("link", { name: "Largest image" }).click();
		await page.waitForURL(/\/media\//);
		expect(bucketOf(images.at(-1) ?? "")).toBe(2560);
	});
});

/** Reads which parts of a photo's page are wholly inside the window, and the page's width. */
function fitting(page: Page) {
	return page.evaluate(() => {
		const isInside = (selector: string): boolean => {
			const box = document.querySelector(selector)?.getBoundingClientRect();
			if (!box || box.height < 16 || box.width < 16) return false;
			const { left, top, right, bottom } = box;
			return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
		};
		return {
			photo: isInside("img.photo"),
			title: isInside("h1"),
			details: isInside("dl"),
			pageWidth: document.documentElement.scrollWidth,
		};
	});
}

async function openViewer(page: Page): Promise<Locator> {
	await untilReady(page);
	await page.getByRole("button", { name: "Full screen" }).click();
	const picture = page.getByRole("dialog").getByRole("img");
	await picture.waitFor();
	await page.waitForFunction(() => document.fullscreenElement !== null);
	return picture;
}

/** Reads where the picture is in the window, in whole CSS pixels. */
async function rectangle(picture: Locator) {
	const box = await picture.boundingBox();
	const { x = 0, y = 0, width = 0, height = 0 } = box ?? {};
	return {
		x: Math.round(x),
		y: Math.round(y),
		width: Math.round(width),
		height: Math.round(height),
	};
}

function naturalWidth(picture: Locator): Promise<number> {
	return picture.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0));
}

function bucketOf(image: string): number {
	return Number(/width=(\d+)$/.exec(image)?.[1]);
}
