import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { until } from "../patience.ts";
import { requires } from "../requirements.ts";
import { type RunningServer, startServer, temporaryFolder } from "../running-server.ts";
import { asOwner, metric, upload } from "../server/client.ts";
import { drawn, drawnLarge } from "../server/drawn-photos.ts";
import { settled } from "../server/photo-events.ts";
import { sharedChromium } from "../services/shared.ts";
import { DESKTOP, PHONE, visit } from "./browser.ts";

requires("chromium").describe("needed widths, in a browser,", () => {
	let browser: Browser;
	let server: RunningServer;
	let id: string;
	let reports = 0;
	/** What all visits together needed: photos by width. */
	const expected = new Map<number, number>();

	beforeAll(async () => {
		server = await startServer(await temporaryFolder());
		browser = await sharedChromium();
		const files = [
			["large.jpg", drawnLarge(1, 1500, 1000)],
			...Array.from({ length: 12 }, (_, i) => [`${i}.jpg`, drawn(i + 2)] as const),
		] as const;
		const ids = await upload(server, ...files);
		await settled(server, ids);
		id = ids[0] ?? "";
	});
	afterAll(async () => {
		await browser.close();
		await server.remove();
	});

	/** Visits a page; resolves to what its photos needed and how many there are. */
	async function look(path: string, options: BrowserContextOptions) {
		const { page, problems, close } = await visit(browser, server, options);
		await page.goto(path, { waitUntil: "networkidle" });
		const needed = await neededNow(page);
		const photos = await page.locator("img.photo").count();
		for (const width of needed) {
			expected.set(width, (expected.get(width) ?? 0) + 1);
		}
		await leave(page);
		reports++;
		await until(async () => (await taken()) === reports);
		expect(problems).toEqual([]);
		await close();
		return { needed, photos };
	}

	/** Navigates: the page's photos are gone, and with them what they needed. */
	const leave = (page: Page) => page.goto(`${server.url}/healthz`);

	const taken = () => metric(server, 'widthwise_needs_reports_total{outcome="taken"}');

	/** What the photos that were loaded need on this screen. */
	function neededNow(page: Page): Promise<readonly number[]> {
		return page.$$eval("img.photo", (images) =>
			images.flatMap((image) =>
				image instanceof HTMLImageElement && image.naturalWidth > 0
					? [Math.ceil(image.clientWidth * devicePixelRatio)]
					: [],
			),
		);
	}

	async function histogram(): Promise<ReadonlyMap<number, number>> {
		const [, ...rows] = (await (await asOwner(server, "/api/needs.csv")).text()).trim().split("\n");
		return new Map(rows.map((row) => row.split(",").map(Number)).map(([w = 0, n = 0]) => [w, n]));
	}

	test.each([
		["a phone", PHONE],
		["a large screen", DESKTOP],
		[
			"a tablet of an odd density",
			{ viewport: { width: 800, height: 500 }, deviceScaleFactor: 1.33 },
		],
	])("each page says what its photos needed on %s, once", async (_, device) => {
		await look("/", device);
		await look(`/photos/${id}`, device);
		expect(await histogram()).toEqual(expected);
	});

	test("photos that nobody scrolled to were needed at no width", async () => {
		const { needed, photos } = await look("/", { viewport: { width: 390, height: 300 } });
		expect(needed.length).toBeGreaterThan(0);
		expect(needed.length).toBeLessThan(photos);
		expect(await histogram()).toEqual(expected);
	});

	test.each(["globalPrivacyControl", "doNotTrack", "connection"])(
		"who asks for less (%s) is not counted",
		async (wish) => {
			const before = reports;
			const { page, close } = await visit(browser, server, DESKTOP);
			await page.addInitScript((name) => {
				const value =
					name === "doNotTrack" ? "1" : name === "connection" ? { saveData: true } : true;
				Object.defineProperty(navigator, name, { value });
			}, wish);
			await page.goto("/", { waitUntil: "networkidle" });
			await leave(page);
			await close();
			// Whoever comes afterwards is the only one who was counted.
			await look("/", PHONE);
			expect(reports).toBe(before + 1);
			expect(await histogram()).toEqual(expected);
		},
	);
});
