import { beforeAll, expect, test } from "bun:test";
import type { BrowserContextOptions, Page } from "playwright-core";
import { until } from "../patience.ts";
import { requires } from "../requirements.ts";
import { asOwner, metric, upload } from "../server/client.ts";
import { drawn, drawnLarge } from "../server/drawn-photos.ts";
import { settled } from "../server/photo-events.ts";
import { DENSE_DESKTOP, DESKTOP, PHONE } from "./browser.ts";
import { siteForTests } from "./site.ts";
import { untilPhotosShown } from "./vitals.ts";

requires("chromium").describe("needed widths, in a browser,", () => {
	const site = siteForTests();
	let id: string;
	let reports = 0;
	/** The histogram of what all visits needed: photos by width. */
	/** Steps of widths that pages needed: one of each view is counted. */
	const expected = new Set<number>();

	beforeAll(async () => {
		const files = [
			["large.jpg", drawnLarge(1, 1500, 1000)],
			...Array.from({ length: 6 }, (_, i) => [`${i}.jpg`, drawn(i + 2)] as const),
		] as const;
		const ids = await upload(site.server, ...files);
		await settled(site.server, ids);
		id = ids[0] ?? "";
	});

	/** Visits a page; resolves to what its photos needed and how many there are. */
	async function view(
		path: string,
		options: BrowserContextOptions,
		prepare?: (page: Page) => Promise<void>,
	) {
		const { page, problems, close } = await site.open(options);
		await noteNeeds(page);
		await prepare?.(page);
		await page.goto(path);
		await untilPhotosShown(page);
		const photos = await page.locator("img.photo").count();
		await leave(page);
		const needed = await notedNeeds(page);
		for (const width of needed) expected.add(Math.ceil(width / 16) * 16);
		reports++;
		await until("the server has counted the page's report", async () => (await taken()) >= reports);
		expect(problems).toEqual([]);
		await close();
		return { needed, photos };
	}

	/** Leaves the page, which then reports. */
	const leave = (page: Page) => page.goto(`${site.server.url}/healthz`);

	const taken = () => metric(site.server, 'widthwise_needs_reports_total{outcome="taken"}');

	async function histogram(): Promise<ReadonlyMap<number, number>> {
		const [, ...rows] = (await (await asOwner(site.server, "/api/needs.csv")).text())
			.trim()
			.split("\n");
		return new Map(rows.map((row) => row.split(",").map(Number)).map(([w = 0, n = 0]) => [w, n]));
	}

	async function expectOneOfEachView(): Promise<void> {
		const counted = await histogram();
		expect([...counted.keys()].filter((width) => !expected.has(width))).toEqual([]);
		expect([...counted.values()].reduce((sum, count) => sum + count, 0)).toBe(reports);
	}

	test.each([
		["a phone", PHONE],
		["a large screen", DENSE_DESKTOP],
		[
			"a tablet of an odd density",
			{ viewport: { width: 800, height: 500 }, deviceScaleFactor: 1.33 },
		],
	])("are reported once by each page on %s", async (_, device) => {
		await view("/", device);
		await view(`/photos/${id}`, device);
		await expectOneOfEachView();
	});

	test("are not reported for photos that were not scrolled to", async () => {
		const { needed, photos } = await view("/", PHONE, moveRowsApart);
		expect(needed.length).toBeGreaterThan(0);
		expect(needed.length).toBeLessThan(photos);
		await expectOneOfEachView();
	});

	test("are not reported by visitors who opt out", async () => {
		const before = reports;
		for (const preference of ["globalPrivacyControl", "doNotTrack", "connection"]) {
			const { page, close } = await site.open(DESKTOP);
			await page.addInitScript((name) => {
				const value =
					name === "doNotTrack" ? "1" : name === "connection" ? { saveData: true } : true;
				Object.defineProperty(navigator, name, { value });
			}, preference);
			await page.goto("/");
			await untilPhotosShown(page);
			await leave(page);
			await close();
		}
		// Only the next visitor is counted.
		await view("/", PHONE);
		expect(reports).toBe(before + 1);
		await expectOneOfEachView();
	});
});

/** Notes what the loaded photos need on this screen, when the page reports it. */
async function noteNeeds(page: Page): Promise<void> {
	await page.addInitScript(() => {
		addEventListener("visibilitychange", () => {
			const needed = [...document.querySelectorAll("img.photo")].flatMap((image) =>
				image instanceof HTMLImageElement && image.naturalWidth > 0
					? [Math.ceil(image.clientWidth * devicePixelRatio)]
					: [],
			);
			if (needed.length > 0) sessionStorage.setItem("needed", JSON.stringify(needed));
		});
	});
}

/** Moves rows farther apart than browsers load lazy images ahead, even on slow connections. */
async function moveRowsApart(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync(".tile { margin-bottom: 20000px }");
		document.adoptedStyleSheets = [sheet];
	});
}

async function notedNeeds(page: Page): Promise<readonly number[]> {
	const needed: readonly number[] = JSON.parse(
		await page.evaluate(() => sessionStorage.getItem("needed") ?? "[]"),
	);
	return needed;
}
