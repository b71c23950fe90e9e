import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { DEFAULT_BUCKETS, snapWidth } from "widthwise";
import { requires } from "../requirements.ts";
import { sharedChromium } from "../services/shared.ts";
import { DESKTOP, PHONE, visit } from "./browser.ts";
import { type DrawnSite, startDrawnSite } from "./drawn-site.ts";
import { layoutShifts, noteLayoutShifts } from "./vitals.ts";

const WIDTHS = [390, 820, 1440, 2560] as const;

/** Where a photo is, and what its page says of it. */
type Seen = {
	readonly left: number;
	readonly right: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
	readonly ratio: number;
	/** Pixels that `sizes` promises in this window. */
	readonly promised: number;
};

requires("chromium").describe("the archive, in a browser,", () => {
	let browser: Browser;
	let site: DrawnSite;
	beforeAll(async () => {
		browser = await sharedChromium();
		site = await startDrawnSite(120);
	});
	afterAll(async () => {
		await browser.close();
		await site.server.remove();
	});
	const open = (options: Parameters<typeof visit>[2]) => visit(browser, site.server, options);

	test.each(WIDTHS)(
		"at %d px has full rows of whole photos, as wide as they say",
		async (width) => {
			const { page, problems, close } = await open({ viewport: { width, height: 900 } });
			await page.goto("/");
			const photos = await look(page);
			expect(photos.length).toBe(60);
			for (const { width, height, ratio, promised } of photos) {
				expect(width / height / ratio).toBeWithin(0.98, 1.02);
				// A scroll bar is part of the window, not of the row.
				expect(promised / width).toBeWithin(0.99, 1.05);
			}
			const inside = await page.evaluate(() => document.documentElement.clientWidth);
			for (const row of rowsOf(photos)) {
				expect(row[0]?.left).toBeWithin(5.9, 6.1);
				expect(row.at(-1)?.right).toBeWithin(inside - 6.5, inside - 5.9);
				for (const { height } of row) expect(height).toBeCloseTo(row[0]?.height ?? 0, 0);
			}
			expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(inside);
			expect(problems).toEqual([]);
			await close();
		},
	);

	test("follows the order of the form", async () => {
		const { page, close } = await open(DESKTOP);
		await page.goto("/");
		const shown = await page
			.locator(".tile")
			.evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute("data-photo")));
		expect(shown).toEqual(site.ids.slice(0, 60));
		await close();
	});

	test("sends a phone the phone's widths, a large screen its own", async () => {
		const first = site.ids[0] ?? "";
		const asked: number[][] = [];
		for (const device of [PHONE, DESKTOP]) {
			const { page, images, close } = await open(device);
			await page.goto("/", { waitUntil: "networkidle" });
			const widths = images.map((image) => Number(/width=(\d+)$/.exec(image)?.[1]));
			for (const width of widths) expect(DEFAULT_BUCKETS).toContain(width);
			const most = snapWidth(device.viewport.width * device.deviceScaleFactor, DEFAULT_BUCKETS);
			expect(Math.max(...widths)).toBeLessThanOrEqual(most);
			const ofFirst = images.filter((image) => image.includes(first));
			expect(ofFirst).toHaveLength(1);
			asked.push(widths);
			const tile = await page.locator(".tile img.photo").first().boundingBox();
			const shown = (tile?.width ?? 0) * device.deviceScaleFactor;
			const got = Number(/width=(\d+)$/.exec(ofFirst[0] ?? "")?.[1]);
			// Browsers take the next smaller one where it is nearly enough.
			expect(got).toBeLessThanOrEqual(snapWidth(shown, DEFAULT_BUCKETS));
			expect(got).toBeGreaterThan(shown * 0.75);
			await close();
		}
		expect(asked[0]).not.toEqual(asked[1]);
	});

	test.each([PHONE, DESKTOP])("never moves while it loads and goes on (%#)", async (device) => {
		const { page, close } = await open(device);
		await noteLayoutShifts(page);
		let release = (): void => {};
		const held = new Promise<void>((resolve) => {
			release = resolve;
		});
		await page.route("**/media/**", (route) => held.then(() => route.continue()));
		await page.goto("/", { waitUntil: "domcontentloaded" });
		const placeholder = page.locator("img.placeholder").first();
		await placeholder.waitFor();
		// At once, with no image there yet.
		const isDrawn = (image: HTMLImageElement) => image.complete && image.naturalWidth > 0;
		expect(await placeholder.evaluate(isDrawn)).toBe(true);
		release();
		await scrollToEnd(page, site.ids.length);
		expect(await layoutShifts(page)).toBe(0);
		await close();
	});

	test("goes on by itself, each photo once, in order, and loads the far ones late", async () => {
		const { page, problems, images, close } = await open(DESKTOP);
		await page.goto("/", { waitUntil: "networkidle" });
		expect(new Set(images.map((image) => image.split("/")[2])).size).toBeLessThan(60);
		await scrollToEnd(page, site.ids.length);
		const shown = await page
			.locator(".tile")
			.evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute("data-photo")));
		expect(shown).toEqual([...site.ids]);
		expect(await page.getByRole("link", { name: "More", exact: true }).count()).toBe(0);
		// All received in one month: one heading, however many pages.
		expect(await page.locator("main h2").count()).toBe(1);
		for (const { promised, width } of await look(page)) {
			expect(promised / width).toBeWithin(0.99, 1.05);
		}
		expect(problems).toEqual([]);
		await close();
	});

	test.each([
		["the browser's way", (page: Page) => page.goBack()],
		["Escape", (page: Page) => page.keyboard.press("Escape")],
	])("is come back to, by %s, where it was left", async (_name, goBack) => {
		// Playwright's browser keeps no page for the way back: this one is made anew.
		const { page, problems, close } = await open(DESKTOP);
		await page.goto("/");
		await scrollToEnd(page, site.ids.length);
		const photo = page.getByRole("link", { name: "hills 90", exact: true });
		await photo.scrollIntoViewIfNeeded();
		const place = await page.evaluate(() => scrollY);
		expect(place).toBeGreaterThan(3000);
		await photo.click();
		await page.getByRole("heading", { name: "hills 90" }).waitFor();
		await goBack(page);
		await page.waitForFunction((place) => Math.abs(scrollY - place) < 2, place);
		expect(await photo.evaluate(isInSight)).toBe(true);
		expect(problems).toEqual([]);
		await close();
	});

	test("without script, leads on by a link", async () => {
		const { page, problems, close } = await open({ ...DESKTOP, javaScriptEnabled: false });
		await page.goto("/");
		const tiles = page.locator(".tile");
		expect(await tiles.count()).toBe(60);
		await page.getByRole("link", { name: "More", exact: true }).click();
		await page.waitForURL("/?cursor=*");
		expect(await tiles.count()).toBe(60);
		await page.getByRole("link", { name: "More", exact: true }).click();
		await page.waitForURL((url) => url.searchParams.has("cursor"));
		await page.getByRole("link", { name: "hills 119" }).waitFor();
		expect(await tiles.count()).toBe(3);
		expect(await page.getByRole("link", { name: "More", exact: true }).count()).toBe(0);
		expect(problems).toEqual([]);
		await close();
	});

	test("loads the first row before all else, the rest when it is near", async () => {
		const { page, close } = await open(DESKTOP);
		await page.goto("/");
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
		await close();
	});

	test("is dark where dark is liked", async () => {
		const backs: string[] = [];
		for (const colorScheme of ["light", "dark"] as const) {
			const { page, close } = await open({ ...DESKTOP, colorScheme });
			await page.goto("/");
			backs.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
			await close();
		}
		expect(backs).toEqual(["rgb(252, 252, 251)", "rgb(17, 17, 19)"]);
	});
});

async function scrollToEnd(page: Page, count: number): Promise<void> {
	const tiles = page.locator(".tile");
	while ((await tiles.count()) < count) {
		await page.mouse.wheel(0, 2000);
		await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
	}
	await page.waitForLoadState("networkidle");
}

function isInSight(element: Element): boolean {
	const { top, bottom } = element.getBoundingClientRect();
	return bottom > 0 && top < innerHeight;
}

/** Every photo's place, in order. */
function look(page: Page): Promise<readonly Seen[]> {
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
			const promised = ruler.getBoundingClientRect().width;
			return { left, right, top, width, height, ratio, promised };
		});
	});
}

/** Photos that stand beside each other; the last row of what was fetched is full, too. */
function rowsOf(photos: readonly Seen[]): readonly (readonly Seen[])[] {
	const rows = Map.groupBy(photos, ({ top }) => Math.round(top));
	return [...rows.values()];
}
