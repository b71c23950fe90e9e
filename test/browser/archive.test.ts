import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { DEFAULT_BUCKETS, snapWidth } from "widthwise";
import { until } from "../patience.ts";
import { requires } from "../requirements.ts";
import { DENSE_DESKTOP, DESKTOP, PHONE } from "./browser.ts";
import { drawnSiteForTests } from "./drawn-site.ts";
import { pressKey } from "./keys.ts";
import { layoutShifts, noteLayoutShifts, POLLING, untilPhotosShown } from "./vitals.ts";

const WIDTHS = [390, 820, 1440, 2560] as const;

/** Where a photo is on the page, and what its markup says. */
type ShownPhoto = {
	readonly left: number;
	readonly right: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
	readonly ratio: number;
	/** Pixels: its width according to `sizes` in this window. */
	readonly declared: number;
};

requires("chromium").describe("the archive, in a browser,", () => {
	// Three pages; the first two are full.
	const site = drawnSiteForTests(120);

	test("fills its rows with uncropped photos of the width that `sizes` declares, at any width", async () => {
		const { page, problems } = await site.open();
		await page.goto("/");
		for (const width of WIDTHS) {
			await page.setViewportSize({ width, height: 900 });
			await expectFullRows(page);
			expect(await page.evaluate(() => innerWidth)).toBe(width);
		}
		expect(problems).toEqual([]);
	});

	test("lists photos in the order of the upload form, the first row with high priority, in preferred colours", async () => {
		const { page } = await site.open(DESKTOP);
		await page.goto("/");
		const shown = await page
			.locator(".tile")
			.evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute("data-photo")));
		expect(shown).toEqual(site.ids.slice(0, 60));
		const photos = await page
			.locator("img.photo")
			.evaluateAll((images) =>
				images.map((image) => [image.getAttribute("fetchpriority"), image.getAttribute("loading")]),
			);
		const first = photos.filter(([priority]) => priority === "high");
		expect(first.length).toBeWithin(3, 8);
		expect(photos.slice(first.length)).toEqual(
			photos.slice(first.length).map(() => [null, "lazy"]),
		);
		const backgrounds: string[] = [];
		for (const colorScheme of ["light", "dark"] as const) {
			await page.emulateMedia({ colorScheme });
			backgrounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
		}
		expect(backgrounds).toEqual(["rgb(252, 252, 251)", "rgb(17, 17, 19)"]);
	});

	test("sends images of the widths that fit the screen", async () => {
		const first = site.ids[0] ?? "";
		const requested: number[][] = [];
		for (const device of [PHONE, DENSE_DESKTOP]) {
			const { page, images } = await site.open(device);
			await page.goto("/");
			await untilPhotosShown(page);
			const widths = images.map((image) => Number(/width=(\d+)$/.exec(image)?.[1]));
			for (const width of widths) expect(DEFAULT_BUCKETS).toContain(width);
			const max = snapWidth(device.viewport.width * device.deviceScaleFactor, DEFAULT_BUCKETS);
			expect(Math.max(...widths)).toBeLessThanOrEqual(max);
			const ofFirst = images.filter((image) => image.includes(first));
			expect(ofFirst).toHaveLength(1);
			requested.push(widths);
			const tile = await page.locator(".tile img.photo").first().boundingBox();
			const shown = (tile?.width ?? 0) * device.deviceScaleFactor;
			const received = Number(/width=(\d+)$/.exec(ofFirst[0] ?? "")?.[1]);
			// Browsers take the next smaller candidate if it is nearly wide enough.
			expect(received).toBeLessThanOrEqual(snapWidth(shown, DEFAULT_BUCKETS));
			expect(received).toBeGreaterThan(shown * 0.75);
		}
		expect(requested[0]).not.toEqual(requested[1]);
	});

	test("never shifts while it loads and is scrolled, on a phone", async () => {
		const { page } = await site.open(PHONE);
		await openBeforeImages(page);
		await scrollToEnd(page, site.ids.length);
		expect(await layoutShifts(page)).toBe(0);
	});

	test("loads more photos while scrolling, each once, in order, without shifts, and images only when near", async () => {
		const { page, problems, images } = await site.open(DESKTOP);
		await openBeforeImages(page);
		await untilPhotosShown(page);
		expect(new Set(images.map((image) => image.split("/")[2])).size).toBeLessThan(60);
		await scrollToEnd(page, site.ids.length);
		expect(await layoutShifts(page)).toBe(0);
		const shown = await page
			.locator(".tile")
			.evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute("data-photo")));
		expect(shown).toEqual([...site.ids]);
		expect(await page.getByRole("link", { name: "Older photos", exact: true }).count()).toBe(0);
		// All were received in one month: one heading, however many pages.
		expect(await page.locator("main h2").count()).toBe(1);
		for (const { declared, width } of await shownPhotos(page)) {
			expect(declared / width).toBeWithin(0.99, 1.05);
		}
		expect(problems).toEqual([]);
	});

	test("restores the scroll position after the browser's back button and after Escape", async () => {
		// Playwright's browser has no back/forward cache: the page is loaded again.
		const { page, problems } = await site.open(DESKTOP);
		// The page may still be scrolling when the photo is clicked: the position when it is left
		// counts.
		await page.addInitScript(() =>
			addEventListener("pagehide", () => sessionStorage.setItem("left", String(scrollY))),
		);
		await page.goto("/");
		await scrollToEnd(page, site.ids.length);
		const photo = page.getByRole("link", { name: "hills 90", exact: true });
		for (const goBack of [() => page.goBack(), () => pressKey(page, "Escape")]) {
			await photo.click();
			await page.getByRole("heading", { name: "hills 90" }).waitFor();
			const position = await page.evaluate(() => Number(sessionStorage.getItem("left")));
			expect(position).toBeGreaterThan(3000);
			await goBack();
			await page.waitForFunction((position) => Math.abs(scrollY - position) < 2, position, POLLING);
			expect(await photo.evaluate(isInSight)).toBe(true);
		}
		expect(problems).toEqual([]);
	});

	test("has a link to each next page, without script", async () => {
		const { page, problems } = await site.open({ ...DESKTOP, javaScriptEnabled: false });
		await page.goto("/");
		const tiles = page.locator(".tile");
		expect(await tiles.count()).toBe(60);
		await page.getByRole("link", { name: "Older photos", exact: true }).click();
		await page.waitForURL("/?cursor=*");
		expect(await tiles.count()).toBe(60);
		await page.getByRole("link", { name: "Older photos", exact: true }).click();
		await page.waitForURL((url) => url.searchParams.has("cursor"));
		await page.getByRole("link", { name: "hills 119" }).waitFor();
		expect(await tiles.count()).toBe(3);
		expect(await page.getByRole("link", { name: "Older photos", exact: true }).count()).toBe(0);
		// Each page is canonical by itself, but moves with every upload.
		const canonical = page.locator("head link[rel=canonical]");
		expect(await canonical.getAttribute("href")).toBe(page.url());
		const robots = page.locator("head meta[name=robots]");
		expect(await robots.getAttribute("content")).toBe("noindex, follow");
		expect(problems).toEqual([]);
	});
});

async function expectFullRows(page: Page): Promise<void> {
	const photos = await shownPhotos(page);
	expect(photos.length).toBe(60);
	for (const { width, height, ratio, declared } of photos) {
		expect(width / height / ratio).toBeWithin(0.98, 1.02);
		// The window's width includes the scroll bar, the row's does not.
		expect(declared / width).toBeWithin(0.99, 1.05);
	}
	const inside = await page.evaluate(() => document.documentElement.clientWidth);
	for (const row of rowsOf(photos)) {
		expect(row[0]?.left).toBeWithin(5.9, 6.1);
		expect(row.at(-1)?.right).toBeWithin(inside - 6.5, inside - 5.9);
		for (const { height } of row) expect(height).toBeCloseTo(row[0]?.height ?? 0, 0);
	}
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(inside);
}

/** Opens the archive; its images arrive after its placeholders are drawn. Notes layout shifts. */
async function openBeforeImages(page: Page): Promise<void> {
	await noteLayoutShifts(page);
	const { promise: held, resolve: release } = Promise.withResolvers<void>();
	await page.route("**/media/**", (route) => held.then(() => route.continue()));
	await page.goto("/", { waitUntil: "domcontentloaded" });
	const placeholder = page.locator("img.placeholder").first();
	await placeholder.waitFor();
	const isDrawn = (image: HTMLImageElement) => image.complete && image.naturalWidth > 0;
	expect(await placeholder.evaluate(isDrawn)).toBe(true);
	release();
	// Later images need no detour.
	await page.unrouteAll({ behavior: "wait" });
}

async function scrollToEnd(page: Page, count: number): Promise<void> {
	const tiles = page.locator(".tile");
	await until(`${count} photos are listed`, async () => {
		await page.mouse.wheel(0, 2000);
		await page.evaluate(() => new Promise(requestAnimationFrame));
		return (await tiles.count()) >= count;
	});
	await untilPhotosShown(page);
}

function isInSight(element: Element): boolean {
	const { top, bottom } = element.getBoundingClientRect();
	return bottom > 0 && top < innerHeight;
}

/** The position of every photo, in order. */
function shownPhotos(page: Page): Promise<readonly ShownPhoto[]> {
	return page.locator("img.photo").evaluateAll((images) => {
		const ruler = document.createElement("div");
		ruler.style.position = "absolute";
		document.body.append(ruler);
		return images.map((image) => {
			const { left, right, top, width, height } = image.getBoundingClientRect();
			const ratio = Number(image.getAttribute("width")) / Number(image.getAttribute("height"));
			const sizes = (image.getAttribute("sizes") ?? "").split(/, (?=\(|calc)/);
			const fitting = sizes.find((size) => {
				const condition = /^\(.*?\)(?= )/.exec(size)?.[0];
				return !condition || matchMedia(condition).matches;
			});
			ruler.style.width = fitting?.replace(/^\(.*?\) /, "") ?? "";
			const declared = ruler.getBoundingClientRect().width;
			return { left, right, top, width, height, ratio, declared };
		});
	});
}

/** Groups photos by row. */
function rowsOf(photos: readonly ShownPhoto[]): readonly (readonly ShownPhoto[])[] {
	const rows = Map.groupBy(photos, ({ top }) => Math.round(top));
	return [...rows.values()];
}
