import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { DEFAULT_BUCKETS, snapWidth } from "widthwise";
import { until } from "../patience.ts";
import { requires } from "../requirements.ts";
import { DESKTOP, PHONE } from "./browser.ts";
import { drawnSiteForTests } from "./drawn-site.ts";
import { pressKey } from "./keys.ts";
import { layoutShifts, noteLayoutShifts, untilPhotosShown } from "./vitals.ts";

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
	// Three pages: the first two are full.
	const site = drawnSiteForTests(120);

	test.each(WIDTHS)(
		"at %d px has full rows of whole photos, as wide as they say",
		async (width) => {
			const { page, problems } = await site.open({ viewport: { width, height: 900 } });
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
		},
	);

	test("follows the order of the form", async () => {
		const { page } = await site.open(DESKTOP);
		await page.goto("/");
		const shown = await page
			.locator(".tile")
			.evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute("data-photo")));
		expect(shown).toEqual(site.ids.slice(0, 60));
	});

	test("sends a phone the phone's widths, a large screen its own", async () => {
		const first = site.ids[0] ?? "";
		const asked: number[][] = [];
		for (const device of [PHONE, DESKTOP]) {
			const { page, images } = await site.open(device);
			await page.goto("/");
			await untilPhotosShown(page);
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
		}
		expect(asked[0]).not.toEqual(asked[1]);
	});

	test.each([PHONE, DESKTOP])("never moves while it loads and goes on (%#)", async (device) => {
		const { page } = await site.open(device);
		await noteLayoutShifts(page);
		const { promise: held, resolve: release } = Promise.withResolvers<void>();
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
	});

	test("goes on by itself, each photo once, in order, and loads the far ones late", async () => {
		const { page, problems, images } = await site.open(DESKTOP);
		await page.goto("/");
		await untilPhotosShown(page);
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
	});

	test.each([
		["the browser's way", (page: Page) => page.goBack()],
		["Escape", (page: Page) => pressKey(page, "Escape")],
	])("is come back to, by %s, where it was left", async (_name, goBack) => {
		// Playwright's browser keeps no page for the way back: this one is made anew.
		const { page, problems } = await site.open(DESKTOP);
		await page.goto("/");
		await scrollToEnd(page, site.ids.length);
		// Wheels may still be turning when the photo is clicked: the place counts that it is left at.
		await page.evaluate(() =>
			addEventListener("pagehide", () => sessionStorage.setItem("left", String(scrollY))),
		);
		const photo = page.getByRole("link", { name: "hills 90", exact: true });
		await photo.click();
		await page.getByRole("heading", { name: "hills 90" }).waitFor();
		const place = await page.evaluate(() => Number(sessionStorage.getItem("left")));
		expect(place).toBeGreaterThan(3000);
		await goBack(page);
		await page.waitForFunction((place) => Math.abs(scrollY - place) < 2, place);
		expect(await photo.evaluate(isInSight)).toBe(true);
		expect(problems).toEqual([]);
	});

	test("without script, leads on by a link", async () => {
		const { page, problems } = await site.open({ ...DESKTOP, javaScriptEnabled: false });
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
	});

	test("loads the first row before all else, the rest when it is near", async () => {
		const { page } = await site.open(DESKTOP);
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
	});

	test("is dark where dark is liked", async () => {
		const backs: string[] = [];
		for (const colorScheme of ["light", "dark"] as const) {
			const { page } = await site.open({ ...DESKTOP, colorScheme });
			await page.goto("/");
			backs.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
		}
		expect(backs).toEqual(["rgb(252, 252, 251)", "rgb(17, 17, 19)"]);
	});
});

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
